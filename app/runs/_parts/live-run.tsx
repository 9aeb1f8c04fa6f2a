"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useCallback } from "react";
import { count, counted, duration } from "#words/amounts.ts";
import { messagesWords } from "#words/frame.tsx";
import { runsWords } from "#words/runs.tsx";
import { useMessages } from "../../_ui/frame/messages.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { ProgressBar } from "../../_ui/progress-bar.tsx";
import classes from "./live-run.module.css";
import { useRunEvents } from "./run-events.ts";
import { phaseWords, type RunSnapshot } from "./run-snapshot.ts";

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
    <section className={classes.live} aria-label="Progress">
      <div className={classes.head}>
        <p className={classes.title} role="status">
          {title}
        </p>
        {snapshot.state === "queued" || snapshot.state === "running" ? children : null}
      </div>
      <ProgressBar label={`Run ${run}: ${title}`} done={snapshot.done} total={snapshot.total} />
      <p className={classes.numbers}>{numbersOf(snapshot, { rate, leftMs })}</p>
      {isConnected ? null : <p className="quiet">The connection was lost. Trying again.</p>}
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
  if (state === "queued") return "Waiting for a worker";
  if (state !== "running") return "Ended; fetching what came of it";
  return phase ? phaseWords[phase] : "Starting";
}

function numbersOf(snapshot: RunSnapshot, { rate, leftMs }: { rate?: number; leftMs?: number }): string {
  if (snapshot.state === "queued") return `Asked for ${duration(Math.round(snapshot.elapsedMs / 1000) * 1000)} ago`;
  return [
    snapshot.total !== undefined && snapshot.total > 0
      ? `${count(snapshot.done)} of ${count(snapshot.total)}`
      : snapshot.done > 0 && count(snapshot.done),
    rate !== undefined && `${count(rate)} a second`,
    leftMs !== undefined && leftWords(leftMs),
    counted(snapshot.requests, { one: "request", many: "requests" }),
    snapshot.retries > 0 && counted(snapshot.retries, { one: "retry", many: "retries" }),
    snapshot.throttledSeconds > 0 && `${duration(snapshot.throttledSeconds * 1000)} waited because Microsoft asked to`,
  ]
    .filter((part) => part !== false)
    .join(" · ");
}

function leftWords(leftMs: number): string {
  const { seconds, minutes } = runsWords.live.timeLeft;
  return leftMs < 50_000 ? seconds : minutes(Math.max(1, Math.round(leftMs / 60_000)));
}

function NotTaken({ hasWorker }: { hasWorker: boolean }) {
  if (hasWorker) {
    return (
      <Notice kind="info" title="No worker has taken this run yet">
        <p>A worker is connected. It may be about to end something else, or may be waiting for its turn.</p>
      </Notice>
    );
  }
  return (
    <Notice kind="warning" title="No worker is running">
      <p>
        Runs are carried out by a worker process. <code>npm start</code> has one beside the web server unless
        ROLLCALL_WORKER is off; <code>npm run -s rollcall -- worker</code> starts one alone, on this or another host.
      </p>
    </Notice>
  );
}
