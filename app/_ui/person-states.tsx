import { removalWords } from "#words/directory-words.ts";
import { partsWords } from "#words/parts.tsx";
import { TimeOnHover } from "./local-time.tsx";
import classes from "./person-states.module.css";
import { StateBadge } from "./state-badge.tsx";

type Person = {
  deletedAt: Date | null;
  deletedReason: string | null;
  accountEnabled: boolean | null;
  userType: string | null;
};

/** What is out of the ordinary about a person: removed, account disabled, a guest. The usual state is said quietly. */
export function PersonStates({ person }: { person: Person }) {
  const isDisabled = person.accountEnabled === false;
  const isGuest = person.userType === "Guest";
  if (!person.deletedAt && !isDisabled && !isGuest)
    return <span className={classes.usual}>{partsWords.states.live}</span>;
  return (
    <span className={classes.states}>
      {person.deletedAt ? (
        <TimeOnHover at={person.deletedAt.toISOString()} reason={removalWords(person.deletedReason)}>
          <StateBadge state="removed" />
        </TimeOnHover>
      ) : null}
      {isDisabled ? <StateBadge state="disabled" /> : null}
      {isGuest ? <StateBadge state="guest" /> : null}
    </span>
  );
}
