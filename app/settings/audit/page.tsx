import type { Metadata } from "next";
import { auditQuery } from "#lib/audit/schema.ts";
import { auditLog } from "#lib/commands/audit.ts";
import { readQuery } from "#lib/directory/schema.ts";
import { auditWords } from "#words/audit.tsx";
import { contextFor } from "../../_server/context.ts";
import { orNotFound } from "../../_server/or-not-found.ts";
import { requireAdmin } from "../../_server/session.ts";
import { addressWith, type SearchParams, textOf } from "../../_ui/address.ts";
import { DownloadLinks } from "../../_ui/download-links.tsx";
import { EmptyState } from "../../_ui/empty-state.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";
import { Pager } from "../../_ui/pager.tsx";
import { AuditFilter } from "./_parts/audit-filter.tsx";
import { AuditTable } from "./_parts/audit-table.tsx";

export const metadata: Metadata = { title: auditWords.title };

const path = "/settings/audit";

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const context = await contextFor(await requireAdmin());
  const search = await searchParams;
  const query = await orNotFound(async () => readQuery(auditQuery, search));
  const { entries, total, hasMore } = await auditLog(context, query);
  const last = entries.at(-1);
  return (
    <>
      <PageHeader title={auditWords.title} lead={auditWords.lead}>
        <DownloadLinks path={`${path}/export`} search={search} />
      </PageHeader>
      <AuditFilter
        path={path}
        kind={query.kind}
        q={query.q ?? ""}
        from={textOf(search.from) ?? ""}
        to={textOf(search.to) ?? ""}
      />
      <AuditTable
        entries={entries}
        empty={<EmptyState title={auditWords.none.title}>{auditWords.none.text}</EmptyState>}
      />
      <Pager
        summary={auditWords.shown({ shown: entries.length, total })}
        first={
          query.before === undefined ? undefined : addressWith(path, { from: search, change: { before: undefined } })
        }
        next={hasMore && last ? addressWith(path, { from: search, change: { before: last.id } }) : undefined}
      />
    </>
  );
}
