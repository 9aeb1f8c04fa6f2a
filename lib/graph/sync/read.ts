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
export async function readGroups({ staging, session }: Reading): Promise<Collected> {
  const counted = (await countGroups(session)) ?? null;
  const { groups } = staging;
  for await (const page of restarting(() => groupPages(session))) {
    for (const group of page.items) await groups.see(groups.ids.add(group.id), groupCells(group));
  }
  return { read: groups.ids.count(mark.seen), counted };
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
