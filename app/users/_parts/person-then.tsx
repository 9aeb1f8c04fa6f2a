import type { ReactNode } from "react";
import type { PersonThen as Past, Was } from "#lib/commands/user-as-of.ts";
import { type PersonReference, type UserColumn, userColumns } from "#lib/directory/model.ts";
import { counted } from "../../_ui/amounts.ts";
import { Day } from "../../_ui/day.tsx";
import { propertyWords, removalWords } from "../../_ui/directory-words.ts";
import { Unknown } from "../../_ui/facts.tsx";
import { PersonLink } from "../../_ui/person-link.tsx";
import { PropertyValue } from "../../_ui/property-value.tsx";
import classes from "./as-it-was.module.css";
import { GroupsThen } from "./groups-then.tsx";
import { NextChange } from "./next-change.tsx";

/** A person at a moment: every value of then, and of those that are another now, what they are and who changed them. */
export function PersonThen({ moment, past }: { moment: string; past: Past }) {
  const shown = names.filter((name) => past.properties[name].was || past.properties[name].now);
  const groupsDiffer = past.groups.some(differs);
  const differing = [...shown.map((name) => past.properties[name]), past.state, past.supervisor].filter(differs).length;
  return (
    <>
      <p className={classes.moment}>
        {moment}
        {stateWords(past)} {differingWords(differing + (groupsDiffer ? 1 : 0))}
      </p>
      <dl className={classes.values} aria-label={moment}>
        <Value label="State" value={past.state} show={(state) => (state === "live" ? "In the group" : "Removed")} />
        {shown.map((name) => (
          <Value
            key={name}
            label={<span className={classes.name}>{propertyWords(name)}</span>}
            value={past.properties[name]}
            show={(text) => <PropertyValue name={name} text={text} />}
          />
        ))}
        <Value label="Supervisor" value={past.supervisor} show={(person) => <Supervisor person={person} />} />
        <div className={classes.value} data-differs={groupsDiffer || undefined}>
          <dt>Groups, as a direct member</dt>
          <dd>
            <GroupsThen groups={past.groups} />
          </dd>
        </div>
      </dl>
    </>
  );
}

const names = Object.keys(userColumns) as UserColumn[];

function stateWords({ removal }: Past): ReactNode {
  if (!removal) return ".";
  return (
    <>
      : removed{" "}
      {removal.at ? (
        <>
          on <Day at={removal.at} />
        </>
      ) : (
        "before"
      )}{" "}
      ({removalWords(removal.reason)}), so this is what was last known.
    </>
  );
}

function differingWords(differing: number): string {
  if (differing === 0) return "Everything was as it is now.";
  return `${counted(differing, { one: "thing is", many: "things are" })} different now.`;
}

function Value<Kind>({ label, value, show }: { label: ReactNode; value: Was<Kind>; show: (value: Kind) => ReactNode }) {
  const isOther = differs(value);
  return (
    <div className={classes.value} data-differs={isOther || undefined}>
      <dt>{label}</dt>
      <dd>
        {show(value.was)}
        {isOther ? (
          <div className={classes.since}>
            Now: {show(value.now)}
            {value.next ? (
              <>
                {" · changed next by "}
                <NextChange next={value.next} />
              </>
            ) : null}
          </div>
        ) : null}
        {!isOther && value.next ? (
          <div className={classes.since}>
            The same now, and another in between, from <NextChange next={value.next} /> on
          </div>
        ) : null}
      </dd>
    </div>
  );
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
