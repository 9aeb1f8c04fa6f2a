import type { ReactElement, ReactNode } from "react";
import type { PersonThen as Past, Was } from "#lib/commands/user-as-of.ts";
import { type PersonReference, type UserColumn, userColumns } from "#lib/directory/model.ts";
import { counted } from "#words/amounts.ts";
import { propertyWords, removalWords } from "#words/directory-words.ts";
import { personWords } from "#words/person.tsx";
import { Day } from "../../_ui/day.tsx";
import { Unknown } from "../../_ui/facts.tsx";
import { PersonLink } from "../../_ui/person-link.tsx";
import { PropertyValue } from "../../_ui/property-value.tsx";
import classes from "./as-it-was.module.css";
import { GroupsThen } from "./groups-then.tsx";
import { NextChange } from "./next-change.tsx";

const words = personWords.past;

/** A person at a moment: first what is another now, with the run that changed it, then what is the same. */
export function PersonThen({ moment, past }: { moment: string; past: Past }) {
  const values = valuesOf(past);
  const others = values.filter((value) => value.differs);
  const same = values.filter((value) => !value.differs);
  return (
    <>
      <p className={classes.moment}>
        {moment}
        {stateWords(past)} {differingWords(others.length)}
      </p>
      <dl className={classes.others} aria-label={words.differentNow}>
        {others.map(({ element }) => element)}
      </dl>
      <dl className={classes.same} aria-label={words.sameNow}>
        {same.map(({ element }) => element)}
      </dl>
    </>
  );
}

type Shown = { differs: boolean; element: ReactElement };

function valuesOf({ state, properties, supervisor, groups }: Past): Shown[] {
  const shown = names.filter((name) => properties[name].was || properties[name].now);
  return [
    shownValue(state, { label: words.groupToSync, show: (is) => (is === "live" ? words.inGroup : words.removed) }),
    ...shown.map((name) =>
      shownValue(properties[name], {
        label: propertyWords(name),
        show: (text) => <PropertyValue name={name} text={text} />,
      }),
    ),
    shownValue(supervisor, { label: words.supervisor, show: (person) => <Supervisor person={person} /> }),
    {
      differs: groups.some(differs),
      element: (
        <div key="groups" className={classes.value}>
          <dt>{words.groups}</dt>
          <dd>
            <GroupsThen groups={groups} />
          </dd>
        </div>
      ),
    },
  ];
}

const names = Object.keys(userColumns) as UserColumn[];

function stateWords({ removal }: Past): ReactNode {
  if (!removal) return ".";
  const day = removal.at ? <Day at={removal.at} /> : undefined;
  return words.wasRemoved({ day, reason: removalWords(removal.reason) });
}

function differingWords(differing: number): string {
  if (differing === 0) return words.same;
  return words.differing(counted(differing, words.thing));
}

function shownValue<Kind>(
  value: Was<Kind>,
  { label, show }: { label: string; show: (value: Kind) => ReactNode },
): Shown {
  const isOther = differs(value);
  return {
    differs: isOther,
    element: (
      <div key={label} className={classes.value}>
        <dt>{label}</dt>
        <dd>
          {show(value.was)}
          {isOther ? (
            <div className={classes.since}>
              {words.now({ value: show(value.now), next: value.next ? <NextChange next={value.next} /> : null })}
            </div>
          ) : null}
          {!isOther && value.next ? (
            <div className={classes.since}>{words.between(<NextChange next={value.next} />)}</div>
          ) : null}
        </dd>
      </div>
    ),
  };
}

/** Of people it matters who they are, and not what they are called. */
function differs({ was, now }: Was<unknown>): boolean {
  return idOf(was) !== idOf(now);
}

function idOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "id" in value ? value.id : value;
}

function Supervisor({ person }: { person: PersonReference | null }) {
  return person ? <PersonLink person={person} /> : <Unknown />;
}
