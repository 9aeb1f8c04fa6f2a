import { AppError } from "../../../errors.ts";
import { deletedUserIds } from "../../client/deleted-users.ts";
import { isExpiredPage } from "../../client/errors.ts";
import type { GraphSession } from "../../client/graph.ts";
import { countGroups, groupPages } from "../../client/groups.ts";
import type { Phase } from "../phases.ts";
import type { FirstLoad } from "../staging/checkpoint.ts";
import { mark } from "../staging/mark.ts";
import { groupRow } from "../staging/rows.ts";
import type { Staging } from "../staging/staging.ts";
import { stageDeletedAccounts } from "../staging/staging-changes.ts";

/** What every reader of a run needs: where to read, where to stage, and whom to tell. */
export type Reading = {
  staging: Staging;
  session: GraphSession;
  run: number;
  report: (phase: Phase, done: number, total?: number) => Promise<void>;
  /** Set while nothing was ever shown. */
  firstLoad?: FirstLoad;
};

/** A collection that was read to its end: distinct objects received, and the directory's own count where it gives one. */
export type Collected = { read: number; counted: number | null };

/** Reads every group of the directory. */
export async function readGroups({ staging, session, firstLoad }: Reading): Promise<Collected> {
  const counted = (await countGroups(session)) ?? null;
  const { ids } = staging.groups;
  const held = () => ids.count(mark.seen);
  const read = async () => {
    for await (const page of restarting(() => groupPages(session))) {
      for (const group of page.items) await staging.groups.see(ids.add(group.id), groupRow(group));
    }
  };
  await read();
  const isMissed = () => ids.hasAny({ having: mark.live, lacking: mark.seen });
  await whileItFallsShort(read, { counted, held, isMissed, isFirst: firstLoad !== undefined });
  return { read: held(), counted };
}

/**
 * Reads a list again that holds fewer than Microsoft counts and leaves somebody out who matters: a next link that vanished
 * looks like an end. The count comes from an index that lags, so a list that holds nearly as many, and the same twice, is
 * believed for what it shows; who is removed because of it is another question, see `proveRemovals`.
 *
 * @throws AppError `read-incomplete` when a first load would show much less than there is: nothing else would tell.
 */
export async function whileItFallsShort(
  read: () => Promise<void>,
  {
    counted,
    held,
    isMissed,
    isFirst,
  }: { counted: number | null; held: () => number; isMissed: () => boolean; isFirst: boolean },
): Promise<void> {
  if (counted === null) return;
  for (let attempt = 1; attempt < listingAttempts; attempt += 1) {
    const before = held();
    if (before >= counted || !(isFirst || isMissed())) return;
    await read();
    if (held() === before) break;
  }
  const short = counted - held();
  if (!isFirst || short <= Math.max(10, counted / 100)) return;
  throw new AppError(
    "read-incomplete",
    `Microsoft counts ${counted} objects, but its list ends after ${held()}, also when it is read again. Nothing was changed; run the sync again.`,
  );
}

/** Reads who is in the recycle bin. */
export async function readDeletedAccounts({ staging, session, run }: Reading): Promise<void> {
  for await (const ids of deletedUserIds(session)) await stageDeletedAccounts(staging.client, run, ids);
}

/**
 * A page token that has grown too old (400 Directory_ExpiredPageToken, seen in large tenants) says nothing about what was
 * read: the listing starts over. Staging takes a page twice without harm.
 */
export async function* restarting<Item>(listing: (attempt: number) => AsyncGenerator<Item>): AsyncGenerator<Item> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      yield* listing(attempt);
      return;
    } catch (error) {
      if (!isExpiredPage(error) || attempt === listingAttempts) throw error;
    }
  }
}

const listingAttempts = 5;
