"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { type Examination, type Line, withLine } from "./line.ts";

/** Examines when told to; leaving the page stops it. */
export function useExamination(): Examination & { examine: () => void } {
  const [examination, setExamination] = useState<Examination>({ state: "not begun", found: [] });
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const examine = useCallback(async () => {
    stop.current?.abort();
    const own = new AbortController();
    stop.current = own;
    const change = (next: (before: Examination) => Examination) => {
      if (!own.signal.aborted) setExamination(next);
    };
    change(() => ({ state: "going on", found: [] }));
    try {
      for await (const line of linesOf(own.signal)) change((before) => withLine(before, line));
      change(({ found }) => ({ state: "ended", found }));
    } catch {
      change(({ found }) => ({ state: "interrupted", found }));
    }
  }, []);
  return { ...examination, examine };
}

/** EventSource only asks by GET, so the events are read by hand: each is one line of JSON between blank lines. */
async function* linesOf(signal: AbortSignal): AsyncGenerator<Line> {
  const answer = await fetch("/api/doctor", { method: "POST", signal });
  if (!answer.ok || !answer.body) throw new Error(`HTTP ${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const events = `${text}${value}`.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) yield JSON.parse(event.slice("data: ".length));
  }
}
