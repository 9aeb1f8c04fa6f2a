import type { ListedGroup } from "#lib/commands/groups.ts";
import { removalWords } from "../../_ui/directory-words.ts";
import { StateBadge } from "../../_ui/state-badge.tsx";
import { exactWords } from "../../_ui/time-words.ts";
import { scopeWords } from "./group-words.ts";

/** Removed, or what the group has to do with the group to sync; nothing for any other group. */
export function GroupStates({ group }: { group: ListedGroup }) {
  const scope = scopeWords[group.scope];
  return (
    <>
      {group.deletedAt ? (
        <span title={`${exactWords(group.deletedAt)}: ${removalWords(group.deletedReason)}`}>
          <StateBadge state="removed" />{" "}
        </span>
      ) : null}
      {scope ? <StateBadge state="live" word={scope} /> : null}
    </>
  );
}
