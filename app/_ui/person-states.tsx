import { removalWords } from "./directory-words.ts";
import { StateBadge } from "./state-badge.tsx";
import { exactWords } from "./time-words.ts";

type Person = {
  deletedAt: Date | null;
  deletedReason: string | null;
  accountEnabled: boolean | null;
  userType: string | null;
};

/** Everything about a person's state: removed or in the group, and whether the account is disabled or a guest's. */
export function PersonStates({ person }: { person: Person }) {
  return (
    <span style={{ display: "inline-flex", flexWrap: "wrap", columnGap: "0.625rem" }}>
      {person.deletedAt ? (
        <span title={`${exactWords(person.deletedAt)}: ${removalWords(person.deletedReason)}`}>
          <StateBadge state="removed" />
        </span>
      ) : (
        <StateBadge state="live" />
      )}
      {person.accountEnabled === false ? <StateBadge state="disabled" /> : null}
      {person.userType === "Guest" ? <StateBadge state="guest" /> : null}
    </span>
  );
}
