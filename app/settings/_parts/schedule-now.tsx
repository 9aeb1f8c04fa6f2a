import { lookAheadDays, type ScheduleStanding } from "#lib/commands/schedule.ts";
import { resumeWords } from "#words/schedule-words.ts";
import { exactWords } from "#words/time-words.ts";
import { Notice } from "../../_ui/notice.tsx";
import classes from "./settings.module.css";

/** What the stored schedule does now: when the next runs start, or why none does. */
export function ScheduleNow({ standing }: { standing: ScheduleStanding }) {
  switch (standing.state) {
    case "off":
      return null;
    case "waiting-for-first-success":
      return (
        <p className={classes.next}>No run has succeeded yet. The schedule begins after the first one that does.</p>
      );
    case "paused":
      return (
        <Notice kind="error" title={`Paused since run ${standing.run}`} report={standing.because}>
          <p>{standing.because.message}</p>
          <p>{resumeWords}</p>
        </Notice>
      );
    case "running":
      return (
        <p className={classes.next}>
          The next runs: what changed <NextTime at={standing.next.delta} />, everything{" "}
          <NextTime at={standing.next.full} />.
        </p>
      );
  }
}

/** The crons are in UTC, and so is the time: it can be compared with them. */
function NextTime({ at }: { at: Date | undefined }) {
  if (!at) return <strong>not in the next {lookAheadDays} days</strong>;
  return (
    <>
      at{" "}
      <time dateTime={at.toISOString()} className="figures">
        {exactWords(at)}
      </time>
    </>
  );
}
