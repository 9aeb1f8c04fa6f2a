"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useCallback } from "react";
import { count, counted } from "#words/amounts.ts";
import { messagesWords } from "#words/frame.tsx";
import { liveRunWords } from "#words/live-run.tsx";
import { useMessages } from "../../_ui/frame/messages.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { ProgressBar } from "../../_ui/progress-bar.tsx";
import classes from "./live-run.module.css";
import { useRunEvents } from "./run-events.ts";
import { RunPhases } from "./run-phases.tsx";
import type { RunSnapshot } from "./run-snapshot.ts";

const words = liveRunWords;

const longWaitMs = 15_000;

/** An open run while it moves; when it has ended, the page is asked for again and shows its end. */
export function LiveRun({
  run,
  initial,
  children,
}: {
  run: number;
  initial: RunSnapshot /** Cancel. */;
  children: ReactNode;
}) {
  const router = useRouter();
  const { tell } = useMessages();
  const onEnd = useCallback(
    (state: RunSnapshot["state"]) => {
      const { kind, text } = endOf(state, run);
      tell({ kind, text, href: `/runs/${run}` });
      router.refresh();
    },
    [router, tell, run],
  );
  const { snapshot, rate, leftMs, isConnected } = useRunEvents(run, { initial, onEnd });
  const title = titleOf(snapshot);
  return (
    <section className={classes.live} aria-label={words.label}>
      <div className={classes.head}>
        <p className={classes.title} role="status">
          {title}
        </p>
        {snapshot.state === "queued" || snapshot.state === "running" ? children : null}
      </div>
      <ProgressBar label={words.bar(run, title)} done={snapshot.done} total={snapshot.total} />
      <p className={classes.numbers}>{numbersOf(snapshot, { rate, leftMs })}</p>
      <div className={classes.phases}>
        <RunPhases phases={snapshot.phases.slice(0, -1)} />
      </div>
      {isConnected ? null : <p className="quiet">{words.lost}</p>}
      {snapshot.state === "queued" && snapshot.elapsedMs > longWaitMs ? (
        <NotTaken hasWorker={snapshot.hasWorker ?? true} />
      ) : null}
    </section>
  );
}

function endOf(state: RunSnapshot["state"], run: number) {
  const { succeeded, held, failed, cancelled } = messagesWords.runEnded;
  if (state === "failed") return { kind: "error", text: failed(run) } as const;
  if (state === "held") return { kind: "warning", text: held(run) } as const;
  if (state === "cancelled") return { kind: "info", text: cancelled(run) } as const;
  return { kind: "success", text: succeeded(run) } as const;
}

function titleOf({ state, phase }: RunSnapshot): string {
  if (state === "queued") return words.waiting;
  if (state !== "running") return words.ended;
  return phase ? words.phases[phase] : words.starting;
}

function numbersOf(snapshot: RunSnapshot, { rate, leftMs }: { rate?: number; leftMs?: number }): string {
  if (snapshot.state === "queued") return words.askedFor(Math.round(snapshot.elapsedMs / 1000) * 1000);
  const parts = [
    snapshot.total !== undefined && snapshot.total > 0
      ? words.doneOf(count(snapshot.done), count(snapshot.total))
      : snapshot.done > 0 && count(snapshot.done),
    rate !== undefined && words.rate(count(rate)),
    leftMs !== undefined && leftWords(leftMs),
    counted(snapshot.requests, words.request),
    snapshot.retries > 0 && counted(snapshot.retries, words.retry),
    snapshot.throttledSeconds > 0 && words.waited(snapshot.throttledSeconds * 1000),
  ];
  return words.parts(parts.filter((part) => part !== false));
}

function leftWords(leftMs: number): string {
  const { seconds, minutes } = words.timeLeft;
  return leftMs < 50_000 ? seconds : minutes(Math.max(1, Math.round(leftMs / 60_000)));
}

function NotTaken({ hasWorker }: { hasWorker: boolean }) {
  if (hasWorker) {
    return (
      <Notice kind="info" title={words.notTaken.title}>
        <p>{words.notTaken.text}</p>
      </Notice>
    );
  }
  return (
    <Notice kind="warning" title={words.noWorker.title}>
      <p>{words.noWorker.text}</p>
    </Notice>
  );
}
