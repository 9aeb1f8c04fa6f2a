import type { ListedGroup } from "#lib/commands/groups.ts";
import { groupsWords } from "#words/groups.tsx";
import { Facts } from "../../_ui/facts.tsx";
import { Identifier } from "../../_ui/identifier.tsx";
import { When } from "../../_ui/when.tsx";
import { kindOf } from "./group-words.ts";

const words = groupsWords.facts;

/** What Microsoft Graph says of the group. */
export function GroupFacts({ group }: { group: ListedGroup }) {
  return (
    <Facts
      label={words.title}
      facts={[
        { label: words.kind, value: kindOf(group) },
        { label: words.mail, value: group.mail },
        { label: words.mailNickname, value: group.mailNickname },
        { label: words.visibility, value: group.visibility },
        { label: words.objectId, value: <Identifier value={group.id} label={words.objectIdOfCopy} /> },
        { label: words.created, value: group.createdDateTime ? <When at={group.createdDateTime} /> : null },
        { label: words.firstSeen, value: <When at={group.firstSeenAt} /> },
        { label: words.changed, value: <When at={group.changedAt} /> },
      ]}
    />
  );
}
