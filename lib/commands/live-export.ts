import type { Context } from "../context.ts";
import type { Database } from "../db/database.ts";
import { AppError } from "../errors.ts";
import { chooseColumns, groupCsvColumns, userCsvColumns } from "../export/columns.ts";
import type { CsvRow } from "../export/csv.ts";
import type { GraphSession } from "../graph/client/graph.ts";
import { countGroups, groupPages } from "../graph/client/groups.ts";
import { type Page, pages } from "../graph/client/pages.ts";
import { countUsers, type GraphUser, userPages } from "../graph/client/users.ts";
import { auditedDownload, type Download, type DownloadOptions } from "./download.ts";
import { leftOutNow, withLeftOutCells } from "./left-out-cells.ts";

/** What is needed to read straight from Graph, and the database where there is one. */
export type LiveContext = Omit<Context, "db"> & { readonly db: Database | undefined };

type LiveOptions = DownloadOptions & { signal?: AbortSignal };

/**
 * All users of the directory as CSV, page by page straight from Microsoft Graph, with the columns of the mirror's
 * export: `deletedAt` and `deletedReason` are empty, because Graph lists only who is there. Needs no database: without one,
 * of what is left out the environment's part alone is known, and nothing is noted.
 *
 * @throws AppError `bad-input` for a column that does not exist.
 */
export async function exportLiveUsers(
  context: LiveContext,
  { signal, ...options }: LiveOptions = {},
): Promise<Download> {
  const columns = chooseColumns(options.columns, { known: userCsvColumns });
  const leftOut = await leftOutNow(context);
  const session = context.graph.session({ signal }).leavingOut(leftOut);
  const people = rowsOf(session, {
    listing: userPages(session),
    row: liveUserRow,
    count: countUsers,
    path: "/users",
  });
  const rows = withLeftOutCells(people, { leftOut: async () => leftOut, raw: options.raw });
  return auditedDownload(context, { what: "users-live", rows, columns, filters: {}, options });
}

/** All groups of the directory, likewise. */
export async function exportLiveGroups(
  context: LiveContext,
  { signal, ...options }: LiveOptions = {},
): Promise<Download> {
  const columns = chooseColumns(options.columns, { known: groupCsvColumns });
  const session = context.graph.session({ signal });
  const rows = rowsOf(session, {
    listing: groupPages(session),
    row: (group) => ({ ...group, id: group.id.toLowerCase() }),
    count: countGroups,
    path: "/groups",
  });
  return auditedDownload(context, { what: "groups-live", rows, columns, filters: {}, options });
}

function liveUserRow({ manager, ...user }: GraphUser): CsvRow {
  return {
    ...user,
    id: user.id.toLowerCase(),
    supervisorId: manager?.id.toLowerCase(),
    supervisorDisplayName: manager?.displayName,
    supervisorUserPrincipalName: manager?.userPrincipalName,
  };
}

type LiveListing<Item> = {
  listing: AsyncGenerator<Page<Item>>;
  row: (item: Item) => CsvRow;
  count: (session: GraphSession) => Promise<number | undefined>;
  path: string;
};

async function* rowsOf<Item extends { id: string }>(
  session: GraphSession,
  { listing, row, count, path }: LiveListing<Item>,
): AsyncGenerator<CsvRow> {
  // Graph may give an object on two pages when the directory changes between them.
  const seen = new Set<string>();
  for await (const page of listing) {
    for (const item of page.items) {
      const id = item.id.toLowerCase();
      if (seen.has(id)) continue;
      seen.add(id);
      yield row(item);
    }
  }
  await proveComplete(session, { seen, counted: await count(session), path });
}

/**
 * A next link that vanished looks like an end. Fewer objects than the directory counts may also be a count that lags
 * behind a deletion, so the list is then read once more, ids alone: whoever is only there was left out the first time.
 *
 * @throws AppError `read-incomplete`.
 */
async function proveComplete(
  session: GraphSession,
  { seen, counted, path }: { seen: Set<string>; counted: number | undefined; path: string },
): Promise<void> {
  if (counted === undefined || seen.size >= counted) return;
  for await (const page of pages(session, `${path}?$select=id&$top=999`)) {
    if (page.items.every((item) => seen.has(item.id.toLowerCase()))) continue;
    throw new AppError(
      "read-incomplete",
      `Microsoft Graph ended its list early: ${seen.size} of ${counted} were given. The export is not complete; run it again.`,
    );
  }
}
