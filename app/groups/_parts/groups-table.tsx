import Link from "next/link";
import type { ReactNode } from "react";
import type { ListedGroup } from "#lib/commands/groups.ts";
import { count } from "#words/amounts.ts";
import { groupsWords } from "#words/groups.tsx";
import { type Column, DataTable } from "../../_ui/data-table.tsx";
import { Unknown } from "../../_ui/facts.tsx";
import type { sortLinks } from "../../_ui/sort-links.ts";
import { When } from "../../_ui/when.tsx";
import { GroupStates } from "./group-states.tsx";
import { kindOf } from "./group-words.ts";
import classes from "./groups-table.module.css";

const { columns: headers } = groupsWords;

type Order = ReturnType<typeof sortLinks>;

/** Groups, one a row. */
export function GroupsTable({ groups, order, empty }: { groups: ListedGroup[]; order: Order; empty: ReactNode }) {
  const columns: Column<ListedGroup>[] = [
    {
      id: "displayName",
      header: headers.group,
      cell: (group) => (
        <span className={classes.group}>
          <Link href={`/groups/${group.id}`} prefetch={false} className={`name ${classes.name}`}>
            {group.displayName || group.id}
          </Link>
          {group.description ? <span className={classes.description}>{group.description}</span> : null}
        </span>
      ),
      sortHref: order.hrefFor("displayName"),
    },
    { id: "scope", header: headers.scope, cell: (group) => <GroupStates group={group} /> },
    {
      id: "members",
      header: headers.members,
      cell: (group) => (group.members === null ? <Unknown /> : count(group.members)),
      numeric: true,
    },
    { id: "kind", header: headers.kind, cell: (group) => kindOf(group) ?? <Unknown /> },
    { id: "mail", header: headers.mail, cell: (group) => group.mail || <Unknown />, sortHref: order.hrefFor("mail") },
    {
      id: "changedAt",
      header: headers.changed,
      cell: (group) => (
        <span style={{ whiteSpace: "nowrap" }}>
          <When at={group.changedAt} />
        </span>
      ),
      sortHref: order.hrefFor("changedAt"),
      optional: true,
    },
  ];
  return (
    <DataTable
      caption={groupsWords.title}
      columns={columns}
      rows={groups}
      rowKey={(group) => group.id}
      sorted={order.sorted}
      empty={empty}
    />
  );
}
