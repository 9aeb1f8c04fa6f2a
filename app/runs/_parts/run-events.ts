"use client";
import { useEffect, useState } from "react";
import { isOpen, type RunSnapshot } from "./run-snapshot.ts";
import { type Sample, timeLeft } from "./time-left.ts";

const tryAgainMs = 3_000;
/** A minute or two: an event comes every half second at most. */
const mostSamples = 240;

export type Followed = {
  snapshot: RunSnapshot;
  /** Objects a second since the phase began; absent until there is enough to say something true. */
  rate?: number;
  /** Milliseconds until the phase is done; absent where no honest number can be told. */
  leftMs?: number;
  isConnected: boolean;
};

/** Follows an open run over server-sent events; `onEnd` is called once, when it has ended. */
export function useRunEvents(
  run: number,
  { initial, onEnd }: { initial: RunSnapshot; onEnd: (state: RunSnapshot["state"]) => void },
): Followed {
  const [read, setRead] = useState<Omit<Followed, "isConnected">>({ snapshot: initial });
  const [isConnected, setConnected] = useState(true);
  useEffect(() => {
    let phaseStart: RunSnapshot | undefined;
    let samples: Sample[] = [];
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const connect = () => {
      source = new EventSource(`/api/runs/${run}/events`);
      source.onopen = () => setConnected(true);
      source.onmessage = (event) => {
        const next = JSON.parse(event.data) as RunSnapshot;
        if (!phaseStart || phaseStart.phase !== next.phase || phaseStart.done > next.done) {
          phaseStart = next;
          samples = [];
        }
        samples = [...samples.slice(-mostSamples), next];
        setRead({ snapshot: next, rate: rateSince(phaseStart, next), leftMs: timeLeft(samples, next) });
        if (isOpen(next.state)) return;
        source?.close();
        onEnd(next.state);
      };
      source.onerror = () => {
        setConnected(false);
        // A broken connection is opened again by the browser; an answer that is no stream (503) is given up by it.
        if (source?.readyState === EventSource.CLOSED) again = setTimeout(connect, tryAgainMs);
      };
    };
    connect();
    return () => {
      clearTimeout(again);
      source?.close();
    };
  }, [run, onEnd]);
  return { ...read, isConnected };
}

function rateSince(start: RunSnapshot, now: RunSnapshot): number | undefined {
  const seconds = (now.elapsedMs - start.elapsedMs) / 1000;
  return seconds >= 1 && now.done > start.done ? (now.done - start.done) / seconds : undefined;
}
