import type { Busy } from "#lib/commands/sync.ts";
import { runsWords } from "#words/runs.tsx";
import { exactWords } from "#words/time-words.ts";
import { linkTo } from "../../_ui/link-to.tsx";
import { LiveWhen } from "../../_ui/live-when.tsx";
import { Notice } from "../../_ui/notice.tsx";

/** One run at a time: who runs, since when, and where to watch. */
export function BusyNotice({ busy }: { busy: Busy }) {
  const since = new Date(busy.since);
  return (
    <Notice kind="info">
      <p>
        {runsWords.busy({
          run: linkTo(`/runs/${busy.run}`)(runsWords.run(busy.run)),
          holder: busy.holder,
          since: <LiveWhen at={since.toISOString()} words={exactWords(since)} exact={exactWords(since)} />,
        })}
      </p>
    </Notice>
  );
}
