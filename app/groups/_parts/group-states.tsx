import type { ListedGroup } from "#lib/commands/groups.ts";
import { removalWords } from "#words/directory-words.ts";
import { groupsWords } from "#words/groups.tsx";
import { exactWords } from "#words/time-words.ts";
import { StateBadge } from "../../_ui/state-badge.tsx";

/** Removed, or what the group has to do with the group to sync; nothing for any other group. */
export function GroupStates({ group }: { group: ListedGroup }) {
  if (group.deletedAt) {
    return (
      <span title={`${exactWords(group.deletedAt)}: ${removalWords(group.deletedReason)}`}>
        <StateBadge state="removed" />
      </span>
    );
  }
  if (group.scope === "group-to-sync") return <strong style={{ fontWeight: 600 }}>{groupsWords.groupToSync}</strong>;
  return group.scope === "nested" ? <span className="quiet">{groupsWords.nested}</span> : null;
}
