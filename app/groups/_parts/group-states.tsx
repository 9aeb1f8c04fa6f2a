import type { ListedGroup } from "#lib/commands/groups.ts";
import { groupsWords } from "#words/groups.tsx";
import { removalWords } from "../../_ui/directory-words.ts";
import { StateBadge } from "../../_ui/state-badge.tsx";
import { exactWords } from "../../_ui/time-words.ts";

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
