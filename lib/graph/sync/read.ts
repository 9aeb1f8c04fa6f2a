import { deletedUserIds } from "../client/deleted-users.ts";
import { isExpiredPage } from "../client/errors.ts";
import type { GraphSession } from "../client/graph.ts";
import { countGroups, groupPages } from "../client/groups.ts";
import type { FirstLoad } from "./checkpoint.ts";
import type { Phase } from "./ledger.ts";
import { mark } from "./mark.ts";
import { groupCells } from "./rows.ts";
import type { Staging } from "./staging.ts";
import { stageDeletedAccounts } from "./staging-changes.ts";

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
      for (const group of page.items) await staging.groups.see(ids.add(group.id), groupCells(group));
    }
  };
  await read();
  const isMissed = () => firstLoad !== undefined || ids.hasAny({ having: mark.live, lacking: mark.seen });
  await whileItFallsShort(read, { counted, held, isMissed });
  return { read: held(), counted };
}

/**
 * Reads a list again that holds fewer than Microsoft counts and leaves somebody out who matters: a next link that vanished
 * looks like an end. The count comes from an index that lags, so a list that holds the same twice is believed for what it
 * shows; who is removed because of it is another question, see `proveRemovals`.
 */
export async function whileItFallsShort(
  read: () => Promise<void>,
  { counted, held, isMissed }: { counted: number | null; held: () => number; isMissed: () => boolean },
): Promise<void> {
  for (let attempt = 1; attempt < listingAttempts; attempt += 1) {
    const before = held();
    if (counted === null || before >= counted || !isMissed()) return;
    await read();
    if (held() === before) return;
  }
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
