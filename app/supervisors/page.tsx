import type { Metadata } from "next";
import {
  type SpanSummary,
  type Supervisor,
  type SupervisorFacets,
  supervisionSummary,
  supervisorFacets,
  supervisors,
} from "#lib/commands/supervisors.ts";
import { readQuery, type SupervisorsQuery, supervisorsQuery } from "#lib/directory/schema.ts";
import { count } from "#words/amounts.ts";
import { supervisorsWords } from "#words/supervisors.tsx";
import { appContext } from "../_server/context.ts";
import { inTime } from "../_server/in-time.ts";
import { leftOutNow } from "../_server/left-out.ts";
import { orNotFound } from "../_server/or-not-found.ts";
import { requireViewer } from "../_server/session.ts";
import { type SearchParams, textOf } from "../_ui/address.ts";
import { ButtonLink } from "../_ui/button-link.tsx";
import { copiedColumns } from "../_ui/copied.tsx";
import { countedChoice } from "../_ui/counted-choice.ts";
import { type Column, DataTable } from "../_ui/data-table.tsx";
import { DownloadLinks } from "../_ui/download-links.tsx";
import { EmptyState } from "../_ui/empty-state.tsx";
import { Unknown } from "../_ui/facts.tsx";
import { linkTo } from "../_ui/link-to.tsx";
import type { Choice } from "../_ui/list-choices.tsx";
import { ListFilter } from "../_ui/list-filter.tsx";
import { ListPager } from "../_ui/list-pager.tsx";
import { shownOf } from "../_ui/list-summary.ts";
import { PageHeader } from "../_ui/page-header.tsx";
import { PersonCell } from "../_ui/person-cell.tsx";
import { sortLinks } from "../_ui/sort-links.ts";
import { SupervisorState } from "./_parts/supervisor-state.tsx";

export const metadata: Metadata = { title: supervisorsWords.title };

export default async function SupervisorsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireViewer();
  const search = await searchParams;
  const context = await appContext();
  const { query, page, counts } = await orNotFound(async () => {
    const query = readQuery(supervisorsQuery, search);
    const [page, counts] = await Promise.all([supervisors(context, query), inTime(supervisorFacets(context, query))]);
    return { query, page, counts };
  });
  const { sizes } = await supervisionSummary(context);
  const leftOut = await leftOutNow();
  const { hrefFor, sorted } = sortLinks("/supervisors", { search, order: query });
  return (
    <>
      <PageHeader title={supervisorsWords.title} lead={supervisorsWords.lead}>
        <ButtonLink href="/supervisors/chart">{supervisorsWords.chart}</ButtonLink>
        <ButtonLink href="/supervisors/quality">{supervisorsWords.quality}</ButtonLink>
        <DownloadLinks path="/supervisors/export" search={search} />
      </PageHeader>
      <Sizes sizes={sizes} />
      <ListFilter
        action="/supervisors"
        label={supervisorsWords.search(leftOut)}
        q={query.q ?? ""}
        choices={choicesOf(query, counts === "late" ? undefined : counts)}
        result={shownOf(page)}
        kept={{ sort: textOf(search.sort), direction: textOf(search.direction) }}
      />
      <DataTable
        caption={supervisorsWords.title}
        columns={copiedColumns(columns(hrefFor), leftOut)}
        rows={page.rows}
        rowKey={(supervisor) => supervisor.id}
        sorted={sorted}
        empty={<NoSupervisors query={query} total={page.total} />}
      />
      <ListPager path="/supervisors" search={search} page={page} />
    </>
  );
}

function columns(hrefFor: ReturnType<typeof sortLinks>["hrefFor"]): Column<Supervisor>[] {
  const { columns: headers } = supervisorsWords;
  return [
    {
      id: "displayName",
      header: headers.supervisor,
      cell: (supervisor) => <PersonCell {...supervisor} href={`/supervisors/${supervisor.id}`} />,
      sortHref: hrefFor("displayName"),
      roomy: true,
    },
    {
      id: "people",
      header: headers.people,
      cell: (supervisor) => count(supervisor.people),
      numeric: true,
      sortHref: hrefFor("people"),
    },
    {
      id: "below",
      header: headers.below,
      cell: (supervisor) => count(supervisor.below),
      numeric: true,
      sortHref: hrefFor("below"),
    },
    {
      id: "levels",
      header: headers.levels,
      cell: ({ levels }) =>
        levels === null ? (
          <span title={supervisorsWords.inCircleTitle}>{supervisorsWords.inCircle}</span>
        ) : (
          count(levels)
        ),
      numeric: true,
      sortHref: hrefFor("levels"),
    },
    { id: "jobTitle", header: headers.jobTitle, cell: (supervisor) => supervisor.jobTitle || <Unknown /> },
    {
      id: "department",
      header: headers.department,
      cell: (supervisor) => supervisor.department || <Unknown />,
      optional: true,
    },
    { id: "presence", header: headers.state, cell: (supervisor) => <SupervisorState supervisor={supervisor} /> },
  ];
}

/** Without numbers where counting takes longer than the list. */
function choicesOf({ presence, enabled }: SupervisorsQuery, facets: SupervisorFacets | undefined): Choice[] {
  const { presence: presences, account } = supervisorsWords;
  return [
    countedChoice({
      ...{ name: "presence", label: presences.label, value: presence, counts: facets?.presence },
      values: (["all", "live", "removed", "outside"] as const).map((one) => [one, presences[one]] as const),
    }),
    countedChoice({
      ...{ name: "enabled", label: account.label, value: enabled === undefined ? "" : enabled ? "yes" : "no" },
      counts: facets?.enabled,
      values: [
        ["", account.any],
        ["yes", account.yes],
        ["no", account.no],
      ],
    }),
  ];
}

/** How the spans are distributed, in one sentence; of nobody there is nothing to say. */
function Sizes({ sizes: { few, some, many, most } }: Pick<SpanSummary, "sizes">) {
  if (few + some + many + most === 0) return null;
  const said = { few: count(few), some: count(some), many: count(many), most: count(most) };
  return <p className="figures">{supervisorsWords.sizes(said)}</p>;
}

function NoSupervisors({ query, total }: { query: SupervisorsQuery; total: number }) {
  const { leftOver, noMatch, none } = supervisorsWords;
  if (total > 0) return <EmptyState title={leftOver.title}>{leftOver.text(linkTo("/supervisors"))}</EmptyState>;
  if (query.q !== undefined || query.presence !== "all" || query.enabled !== undefined) {
    return <EmptyState title={noMatch.title}>{noMatch.text(linkTo("/supervisors"))}</EmptyState>;
  }
  return <EmptyState title={none.title}>{none.text}</EmptyState>;
}
