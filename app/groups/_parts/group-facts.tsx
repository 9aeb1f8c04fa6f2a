import type { ListedGroup } from "#lib/commands/groups.ts";
import { Facts } from "../../_ui/facts.tsx";
import { Identifier } from "../../_ui/identifier.tsx";
import { When } from "../../_ui/when.tsx";
import { kindOf } from "./group-words.ts";

/** What Microsoft Graph says of the group. */
export function GroupFacts({ group }: { group: ListedGroup }) {
  return (
    <Facts
      label="Properties"
      facts={[
        { label: "Kind", value: kindOf(group) },
        { label: "Mail", value: group.mail },
        { label: "Mail nickname", value: group.mailNickname },
        { label: "Visibility", value: group.visibility },
        { label: "Object id", value: <Identifier value={group.id} label="object id" /> },
        { label: "In the directory since", value: group.createdDateTime ? <When at={group.createdDateTime} /> : null },
        { label: "In this copy since", value: <When at={group.firstSeenAt} /> },
        { label: "Last changed here", value: <When at={group.changedAt} /> },
      ]}
    />
  );
}
