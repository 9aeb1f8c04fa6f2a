import type { SupervisorChain } from "#lib/commands/users.ts";
import type { Person } from "#lib/directory/model.ts";
import { personWords } from "#words/person.tsx";
import { PersonLink } from "../../_ui/person-link.tsx";
import { StateBadge } from "../../_ui/state-badge.tsx";
import { personName } from "./person-name.ts";
import classes from "./supervisor-path.module.css";

const words = personWords.chain;

/** Who supervises the person, from the top of the organisation down, as a path of people. */
export function SupervisorPath({ person, chain }: { person: Person; chain: SupervisorChain }) {
  const { supervisors, circular } = chain;
  if (supervisors.length === 0) {
    return <p className={classes.none}>{circular ? words.own : words.nobody}</p>;
  }
  return (
    <nav aria-label={words.label} className={classes.path}>
      <ol className={classes.people}>
        {supervisors.map((supervisor) => (
          <li key={supervisor.id} className={classes.person}>
            <PersonLink person={supervisor} />
            {supervisor.presence === "live" ? null : <StateBadge state={supervisor.presence} />}
          </li>
        ))}
        <li className={classes.person} aria-current="page">
          <span className="name">{personName(person)}</span>
        </li>
      </ol>
      {circular ? <p className={classes.circular}>{words.circular}</p> : null}
    </nav>
  );
}
