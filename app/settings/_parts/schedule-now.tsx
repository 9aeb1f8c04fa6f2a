import { lookAheadDays, type ScheduleStanding } from "#lib/commands/schedule.ts";
import { resumeWords } from "#words/schedule-words.ts";
import { settingsWords } from "#words/settings.tsx";
import { exactWords } from "#words/time-words.ts";
import { TimeOnHover } from "../../_ui/local-time.tsx";
import { Notice } from "../../_ui/notice.tsx";
import classes from "./settings.module.css";

const words = settingsWords.schedule;

/** What the stored schedule does now: when the next runs start, or why none does. */
export function ScheduleNow({ standing }: { standing: ScheduleStanding }) {
  switch (standing.state) {
    case "off":
      return null;
    case "waiting-for-first-success":
      return <p className={classes.next}>{words.waiting}</p>;
    case "paused":
      return (
        <Notice kind="error" title={words.paused(standing.run)} report={standing.because}>
          <p>{standing.because.message}</p>
          <p>{resumeWords}</p>
        </Notice>
      );
    case "running":
      return (
        <p className={classes.next}>
          {words.next({
            delta: <NextTime at={standing.next.delta} />,
            full: <NextTime at={standing.next.full} />,
          })}
        </p>
      );
  }
}

/** The crons are in UTC, and so is the time: it can be compared with them. The reader's own is there on hover. */
function NextTime({ at }: { at: Date | undefined }) {
  if (!at) return <strong>{words.notSoon(lookAheadDays)}</strong>;
  return words.at(
    <TimeOnHover at={at.toISOString()}>
      <time dateTime={at.toISOString()} className="figures">
        {exactWords(at)}
      </time>
    </TimeOnHover>,
  );
}
