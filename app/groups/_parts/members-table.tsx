import type { Member } from "#lib/commands/groups.ts";
import { groupsWords } from "#words/groups.tsx";
import { leftOutNow } from "../../_server/left-out.ts";
import { NotCopied } from "../../_ui/copied.tsx";
import { type Column, DataTable } from "../../_ui/data-table.tsx";
import { EmptyState } from "../../_ui/empty-state.tsx";
import { Unknown } from "../../_ui/facts.tsx";
import { PersonCell } from "../../_ui/person-cell.tsx";
import { StateBadge } from "../../_ui/state-badge.tsx";

const { columns: headers, types } = groupsWords;

const columns = (leftOut: readonly string[]): Column<Member>[] => [
  { id: "member", header: headers.member, cell: (member) => <PersonCell {...member} href={addressOf(member)} /> },
  {
    id: "type",
    header: headers.type,
    cell: (member) => (
      <>
        {types[member.type] ?? member.type}
        {member.presence === "removed" ? (
          <>
            {" "}
            <StateBadge state="removed" />
          </>
        ) : null}
      </>
    ),
  },
  {
    id: "mail",
    header: headers.mail,
    cell: (member) => (member.type === "user" && leftOut.includes("mail") ? <NotCopied /> : member.mail || <Unknown />),
    optional: true,
  },
];

/** The direct members of a group: people, groups, and whatever else a group may hold. */
export async function MembersTable({ name, members }: { name: string; members: Member[] }) {
  return (
    <DataTable
      caption={groupsWords.directMembersOf(name)}
      columns={columns(await leftOutNow())}
      rows={members}
      rowKey={(member) => member.id}
      empty={<EmptyState title={groupsWords.noDirectMembers} />}
    />
  );
}

/** Devices and applications have no page here; nor does anybody the copy never held. */
function addressOf({ id, type, presence }: Member): string | undefined {
  if (presence === "outside") return undefined;
  return type === "group" ? `/groups/${id}` : `/users/${id}`;
}
