import Link from "next/link";
import type { EffectiveMember, ListedGroup } from "#lib/commands/groups.ts";
import { groupsWords } from "#words/groups.tsx";
import { leftOutNow } from "../../_server/left-out.ts";
import { copiedColumns } from "../../_ui/copied.tsx";
import { type Column, DataTable } from "../../_ui/data-table.tsx";
import { EmptyState } from "../../_ui/empty-state.tsx";
import { Unknown } from "../../_ui/facts.tsx";
import { PersonCell } from "../../_ui/person-cell.tsx";

const words = groupsWords.members;

const columns: Column<EffectiveMember>[] = [
  { id: "member", header: words.member, cell: (member) => <PersonCell {...member} href={`/users/${member.id}`} /> },
  { id: "through", header: words.through, cell: ({ through }) => <Through groups={through} />, prose: true },
  { id: "jobTitle", header: words.jobTitle, cell: (member) => member.jobTitle || <Unknown />, optional: true },
];

/** Everybody in a group, and through which groups. */
export async function EverybodyTable({ group, members }: { group: ListedGroup; members: EffectiveMember[] }) {
  return (
    <DataTable
      caption={words.of(group.displayName || group.id)}
      columns={copiedColumns(columns, await leftOutNow())}
      rows={members}
      rowKey={(member) => member.id}
      empty={<EmptyState title={words.nobody} />}
    />
  );
}

function Through({ groups }: { groups: EffectiveMember["through"] }) {
  return groups.map(({ id, displayName }, index) => (
    <span key={id}>
      {index > 0 ? ", " : null}
      <Link href={`/groups/${id}`} prefetch={false} className="name">
        {displayName || id}
      </Link>
    </span>
  ));
}
