import type { SupervisorChain } from "#lib/commands/users.ts";
import type { Person } from "#lib/directory/model.ts";
import { PersonLink } from "../../_ui/person-link.tsx";
import { StateBadge } from "../../_ui/state-badge.tsx";
import classes from "./supervisor-path.module.css";

/** Who supervises the person, from the top of the organisation down, as a path of people. */
export function SupervisorPath({ person, chain }: { person: Person; chain: SupervisorChain }) {
  const { supervisors, circular } = chain;
  if (supervisors.length === 0) {
    return (
      <p className={classes.none}>
        {circular ? "Named as their own supervisor." : "Nobody is named as their supervisor."}
      </p>
    );
  }
  return (
    <nav aria-label="Supervisors, from the top down" className={classes.path}>
      <ol className={classes.people}>
        {supervisors.map((supervisor) => (
          <li key={supervisor.id} className={classes.person}>
            <PersonLink person={supervisor} />
            {supervisor.presence === "live" ? null : <StateBadge state={supervisor.presence} />}
          </li>
        ))}
        <li className={classes.person} aria-current="page">
          <span className="name">{person.displayName || person.userPrincipalName || person.id}</span>
        </li>
      </ol>
      {circular ? (
        <p className={classes.circular}>These people supervise each other in a circle: nobody is at the top.</p>
      ) : null}
    </nav>
  );
}
