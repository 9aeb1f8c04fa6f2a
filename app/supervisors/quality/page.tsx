import type { Metadata } from "next";
import { supervisionSummary } from "#lib/commands/supervisors.ts";
import { problems } from "#lib/commands/supervisors-quality.ts";
import { qualityQuery, readQuery } from "#lib/directory/schema.ts";
import { qualityWords } from "#words/supervisors.tsx";
import { appContext } from "../../_server/context.ts";
import { orNotFound } from "../../_server/or-not-found.ts";
import { requireViewer } from "../../_server/session.ts";
import type { SearchParams } from "../../_ui/address.ts";
import { ButtonLink } from "../../_ui/button-link.tsx";
import { EmptyState } from "../../_ui/empty-state.tsx";
import { ListPager } from "../../_ui/list-pager.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";
import { Section } from "../../_ui/section.tsx";
import { FindingsTable } from "../_parts/findings-table.tsx";
import { ProblemsTable } from "../_parts/problems-table.tsx";

export const metadata: Metadata = { title: qualityWords.title };

export default async function QualityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireViewer();
  const search = await searchParams;
  const context = await appContext();
  const summary = await supervisionSummary(context);
  const shown = await orNotFound(async () => {
    const { kind, ...place } = readQuery(qualityQuery, search);
    return kind === undefined ? undefined : { kind, page: await problems(context, { kind, ...place }) };
  });
  return (
    <>
      <PageHeader title={qualityWords.title} lead={qualityWords.lead}>
        <ButtonLink href="/supervisors">{qualityWords.supervisors}</ButtonLink>
      </PageHeader>
      <FindingsTable counts={summary.problems} shown={shown?.kind} />
      {shown === undefined ? null : (
        <Section id="list" title={qualityWords.problems[shown.kind].name}>
          <ProblemsTable
            kind={shown.kind}
            problems={shown.page.rows}
            empty={<EmptyState title={qualityWords.nothing}>{qualityWords.nothingText}</EmptyState>}
          />
          {shown.page.total > 0 ? <ListPager path="/supervisors/quality" search={search} page={shown.page} /> : null}
        </Section>
      )}
    </>
  );
}
