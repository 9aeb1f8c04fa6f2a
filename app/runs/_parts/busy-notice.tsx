import type { Busy } from "#lib/commands/sync.ts";
import { runsWords } from "#words/runs.tsx";
import { linkTo } from "../../_ui/link-to.tsx";
import { LocalTime } from "../../_ui/local-time.tsx";
import { Notice } from "../../_ui/notice.tsx";

/** One run at a time: who runs, since when, and where to watch. */
export function BusyNotice({ busy }: { busy: Busy }) {
  return (
    <Notice kind="info">
      <p>
        {runsWords.busy({
          run: linkTo(`/runs/${busy.run}`)(runsWords.run(busy.run)),
          holder: busy.holder,
          since: <LocalTime at={new Date(busy.since).toISOString()} show="exact" />,
        })}
      </p>
    </Notice>
  );
}
