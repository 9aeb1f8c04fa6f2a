import type { Context } from "../context.ts";
import type { Page } from "../directory/keyset.ts";
import { objectIdOf } from "../directory/model.ts";
import type { SupervisorsQuery, UsersQuery } from "../directory/schema.ts";
import { currentSpans, type SpanSummary } from "../directory/spans.ts";
import {
  findSupervisor,
  listSupervisors,
  type Supervisor,
  type SupervisorFilters,
  streamSupervisors,
} from "../directory/supervisors.ts";
import { type SupervisorFacets, supervisorFacetsOf } from "../directory/supervisors-tally.ts";
import type { ListedUser } from "../directory/users.ts";
import { chooseColumns, supervisorCsvColumns } from "../export/columns.ts";
import type { CsvRow } from "../export/csv.ts";
import { auditedDownload, type Download, type DownloadOptions } from "./download.ts";
import { users } from "./users.ts";

export type { SpanSummary } from "../directory/spans.ts";
export type { Supervisor } from "../directory/supervisors.ts";
export type { SupervisorFacets } from "../directory/supervisors-tally.ts";

/**
 * One page of everyone who supervises somebody.
 *
 * @throws AppError `bad-input` for a page that does not exist.
 */
export function supervisors(context: Context, query: SupervisorsQuery): Promise<Page<Supervisor>> {
  const { q, presence, enabled, sort, direction, after, before } = query;
  return listSupervisors(context, {
    filters: { q, presence, enabled },
    sort,
    direction,
    place: { after, before },
    limit: 50,
  });
}

/** How many supervisors each choice above the list would leave, with the other choices as they are. */
export function supervisorFacets(context: Context, filters: SupervisorFilters): Promise<SupervisorFacets> {
  return supervisorFacetsOf(context, { filters });
}

/**
 * How many people supervisors have, and what is wrong with who supervises whom. Brings both up to date first when the
 * mirror has changed: a worker does so after each run, so that no page has to wait for it.
 */
export function supervisionSummary(context: Context): Promise<SpanSummary> {
  return currentSpans(context);
}

/** A supervisor by Graph object id, in the mirror or outside it; undefined when nobody of that id is known. */
export async function supervisorById(context: Context, { id: text }: { id: string }): Promise<Supervisor | undefined> {
  const id = objectIdOf(text);
  return id === undefined ? undefined : findSupervisor(context, { id });
}

/**
 * One page of a supervisor's people; `id` is a Graph object id.
 *
 * @throws AppError `bad-input` for a page that does not exist.
 */
export function peopleOfSupervisor(
  context: Context,
  { id, query }: { id: string; query: UsersQuery },
): Promise<Page<ListedUser>> {
  return users(context, { ...query, supervisor: id });
}

/**
 * The supervisors as CSV with the number of people of each.
 *
 * @throws AppError `bad-input` for a column that does not exist.
 */
export function exportSupervisors(
  context: Context,
  options: DownloadOptions & { filters?: Partial<SupervisorsQuery> } = {},
): Download {
  const { q, presence = "all", enabled, sort = "people", direction = "desc" } = options.filters ?? {};
  const columns = chooseColumns(options.columns, { known: supervisorCsvColumns });
  const rows = streamSupervisors(context, { filters: { q, presence, enabled }, sort, direction });
  const filters = { q, presence, enabled };
  return auditedDownload(context, { what: "supervisors", rows: csvRows(rows), columns, filters, options });
}

async function* csvRows(rows: AsyncIterable<Supervisor>): AsyncGenerator<CsvRow> {
  for await (const row of rows) {
    yield {
      supervisorId: row.id,
      supervisorDisplayName: row.displayName,
      supervisorUserPrincipalName: row.userPrincipalName,
      supervisorType: row.type,
      presence: row.presence,
      numberOfPeople: row.people,
      numberOfAllBelow: row.below,
      levelsBelow: row.levels,
    };
  }
}
