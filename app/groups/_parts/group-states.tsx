import type { ListedGroup } from "#lib/commands/groups.ts";
import { removalWords } from "#words/directory-words.ts";
import { groupsWords } from "#words/groups.tsx";
import { TimeOnHover } from "../../_ui/local-time.tsx";
import { StateBadge } from "../../_ui/state-badge.tsx";

/** Removed, or what the group has to do with the group to sync; nothing for any other group. */
export function GroupStates({ group }: { group: ListedGroup }) {
  if (group.deletedAt) {
    return (
      <TimeOnHover at={group.deletedAt.toISOString()} reason={removalWords(group.deletedReason)}>
        <StateBadge state="removed" />
      </TimeOnHover>
    );
  }
  if (group.scope === "group-to-sync") return <strong style={{ fontWeight: 600 }}>{groupsWords.groupToSync}</strong>;
  return group.scope === "nested" ? <span className="quiet">{groupsWords.nested}</span> : null;
}
