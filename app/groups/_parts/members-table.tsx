import type { Member } from "#lib/commands/groups.ts";
import { type Column, DataTable } from "../../_ui/data-table.tsx";
import { EmptyState } from "../../_ui/empty-state.tsx";
import { Unknown } from "../../_ui/facts.tsx";
import { PersonCell } from "../../_ui/person-cell.tsx";
import { StateBadge } from "../../_ui/state-badge.tsx";

const typeWords: Record<string, string> = {
  user: "Person",
  group: "Group",
  device: "Device",
  orgContact: "Contact",
  servicePrincipal: "Application",
};

const columns: Column<Member>[] = [
  { id: "member", header: "Member", cell: (member) => <PersonCell {...member} href={addressOf(member)} /> },
  {
    id: "type",
    header: "Type",
    cell: (member) => (
      <>
        {typeWords[member.type] ?? member.type}
        {member.presence === "removed" ? (
          <>
            {" "}
            <StateBadge state="removed" />
          </>
        ) : null}
      </>
    ),
  },
  { id: "mail", header: "Mail", cell: (member) => member.mail || <Unknown />, optional: true },
];

/** The direct members of a group: people, groups, and whatever else a group may hold. */
export function MembersTable({ name, members }: { name: string; members: Member[] }) {
  return (
    <DataTable
      caption={`Direct members of ${name}`}
      columns={columns}
      rows={members}
      rowKey={(member) => member.id}
      empty={<EmptyState title="No direct members" />}
    />
  );
}

/** Devices and applications have no page here; nor does anybody the copy never held. */
function addressOf({ id, type, presence }: Member): string | undefined {
  if (presence === "outside") return undefined;
  return type === "group" ? `/groups/${id}` : `/users/${id}`;
}
