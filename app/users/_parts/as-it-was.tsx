import { Button } from "@mantine/core";
import { type Moment, readMoment } from "#lib/commands/moment.ts";
import { userAsOf } from "#lib/commands/user-as-of.ts";
import type { Person } from "#lib/directory/model.ts";
import { personWords } from "#words/person.tsx";
import { dayWords, exactWords } from "#words/time-words.ts";
import { appContext } from "../../_server/context.ts";
import { type SearchParams, textOf } from "../../_ui/address.ts";
import { Day } from "../../_ui/day.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { Section } from "../../_ui/section.tsx";
import classes from "./as-it-was.module.css";
import { PersonThen } from "./person-then.tsx";
import { RunLink } from "./run-link.tsx";

const words = personWords.past;
const place = "as-it-was";

/** Asks for a day, and shows the person as the copy had them then; the day is in the address, which may say anything. */
export async function AsItWas({ person, search }: { person: Person; search: SearchParams }) {
  const on = textOf(search.on);
  const { now } = await appContext();
  const reading = on === undefined ? undefined : readMoment(on, { time: textOf(search.time), now: now() });
  const moment = reading?.state === "read" ? reading : undefined;
  return (
    <Section id={place} title={words.title}>
      <form action={`/users/${person.id}#${place}`} method="get" className={classes.form}>
        <label>
          <span className={classes.label}>{words.day}</span>
          <input type="date" name="on" defaultValue={dayOf(moment)} required className={classes.field} />
        </label>
        <label>
          <span className={classes.label}>{words.time}</span>
          <input type="time" name="time" defaultValue={timeOf(moment)} className={classes.field} />
        </label>
        <Button type="submit" variant="default">
          {words.show}
        </Button>
      </form>
      {reading?.state === "refused" ? (
        <Notice kind="warning" title={words.refused}>
          <p>{reading.sentence}</p>
        </Notice>
      ) : null}
      {moment ? <Answer person={person} moment={moment} /> : null}
    </Section>
  );
}

async function Answer({ person, moment }: { person: Person; moment: Moment }) {
  const found = await userAsOf(await appContext(), { idOrName: person.id, at: moment.at });
  if (!found) {
    return (
      <Notice kind="info">
        <p>{words.letGo}</p>
      </Notice>
    );
  }
  if (found.known) return <PersonThen moment={momentWords(moment)} past={found} />;
  return (
    <Notice kind="info">
      <p>
        {words.notYet({
          moment: momentWords(moment),
          first: <Day at={found.firstSeenAt} />,
          run: found.firstRun === null ? null : <RunLink run={found.firstRun} />,
        })}
      </p>
    </Notice>
  );
}

function momentWords({ at, isDay }: Moment): string {
  return isDay ? words.endOfDay(dayWords(at)) : words.at(exactWords(at));
}

/** For the fields, which take nothing but a date and a time: whatever else the address said, it is said in UTC. */
function dayOf(moment: Moment | undefined): string | undefined {
  return moment?.at.toISOString().slice(0, 10);
}

function timeOf(moment: Moment | undefined): string | undefined {
  return moment?.isDay === false ? moment.at.toISOString().slice(11, 16) : undefined;
}
