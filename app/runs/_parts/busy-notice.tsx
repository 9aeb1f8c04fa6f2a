import Link from "next/link";
import type { Busy } from "#lib/commands/sync.ts";
import { exactWords } from "#words/time-words.ts";
import { LiveWhen } from "../../_ui/live-when.tsx";
import { Notice } from "../../_ui/notice.tsx";

/** One run at a time: who runs, since when, and where to watch. */
export function BusyNotice({ busy }: { busy: Busy }) {
  const since = new Date(busy.since);
  return (
    <Notice kind="info">
      <p>
        <Link href={`/runs/${busy.run}`}>Run {busy.run}</Link> by {busy.holder} is going on; it began{" "}
        <LiveWhen at={since.toISOString()} words={exactWords(since)} exact={exactWords(since)} />. One run works at a
        time.
      </p>
    </Notice>
  );
}
