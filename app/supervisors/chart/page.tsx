import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { supervisionSummary } from "#lib/commands/supervisors.ts";
import { type Chart, type ChartPerson, chart } from "#lib/commands/supervisors-chart.ts";
import { count } from "#words/amounts.ts";
import { chartPageWords, supervisorsWords } from "#words/supervisors.tsx";
import { appContext } from "../../_server/context.ts";
import { requireViewer } from "../../_server/session.ts";
import { type SearchParams, textOf } from "../../_ui/address.ts";
import { ButtonLink } from "../../_ui/button-link.tsx";
import { EmptyState } from "../../_ui/empty-state.tsx";
import { linkTo } from "../../_ui/link-to.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";
import { ChartTree } from "../_parts/chart-tree.tsx";
import { PrintButton } from "../_parts/print-button.tsx";

type Props = { searchParams: Promise<SearchParams> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  await requireViewer();
  const found = await readChart(textOf((await searchParams).person));
  if (!found) return { title: supervisorsWords.notFound };
  return { title: found.person ? chartPageWords.titleOf(nameOf(found.person)) : chartPageWords.title };
}

export default async function ChartPage({ searchParams }: Props) {
  await requireViewer();
  const found = (await readChart(textOf((await searchParams).person))) ?? notFound();
  const { problems, top } = await supervisionSummary(await appContext());
  const nobodyAbove = problems["nobody-above"] + (top === null ? 0 : 1);
  const { none } = chartPageWords;
  return (
    <>
      <PageHeader title={chartPageWords.title} lead={chartPageWords.lead}>
        {found.person ? <ButtonLink href="/supervisors/chart">{chartPageWords.whole}</ButtonLink> : null}
        <PrintButton>{chartPageWords.print}</PrintButton>
      </PageHeader>
      {found.tops.total === 0 ? (
        <EmptyState title={none.title}>{none.text}</EmptyState>
      ) : (
        <>
          <MoreAbove chart={found} />
          <ChartTree key={found.person?.id} chart={found} />
        </>
      )}
      {found.person || nobodyAbove === 0 ? null : (
        <p className="quiet" data-print="no">
          {chartPageWords.alone(nobodyAbove, count(nobodyAbove), linkTo("/supervisors/quality?kind=nobody-above"))}
        </p>
      )}
    </>
  );
}

/** Where the chart begins below others, it says so and leads further up. */
function MoreAbove({ chart: { hasMoreAbove, tops } }: { chart: Chart }) {
  const [first] = tops.people;
  if (!hasMoreAbove || !first) return null;
  return <p>{chartPageWords.moreAbove(nameOf(first), linkTo(`/supervisors/chart?person=${first.id}`))}</p>;
}

/** Read once for the title and the page; both ask the gate first. */
const readChart = cache(async (person: string | undefined) => chart(await appContext(), { person }));

function nameOf({ displayName, userPrincipalName, id }: ChartPerson): string {
  return displayName || userPrincipalName || id;
}
