import type pg from "pg";
import type { Slice } from "../../client/slice-plan.ts";
import { type Cursors, fingerprintOf } from "../cursor.ts";
import type { ResolvedScope } from "../scope.ts";
import type { Staging } from "./staging.ts";

/** Where the reading of users stands: page after page, or slice by slice, each with where it goes on; or asking by id. */
export type Place =
  | { plan: "by-id" }
  | { plan: "listing"; link: string }
  | { plan: "slices"; slices: { slice: Slice; link: string | null; isDone: boolean }[] };

/** What a first load that was interrupted has left behind. */
export type Checkpoint = {
  place: Place;
  /** The links from before it began: whatever changed since is told by the next delta run. */
  cursors: Cursors | undefined;
};

// Microsoft's page links are short-lived ("token too old/slow consumer"); one that has expired anyway starts the listing
// over. What was staged gets no older than this before a delta run looks at what has changed since.
const oldestMs = 60 * 60_000;

/**
 * The point up to which an interrupted first load has staged people, if going on from there is sound: the same tenant,
 * scope and fields, not long ago. The table is unlogged like the staged rows, so that a crash of the server empties both.
 */
export async function findCheckpoint(
  client: pg.ClientBase,
  { scope, at }: { scope: ResolvedScope; at: Date },
): Promise<Checkpoint | undefined> {
  const { rows } = await client.query<Checkpoint>(
    `SELECT place, cursors FROM sync_checkpoint WHERE fingerprint = $1 AND "takenAt" BETWEEN $2 AND $3`,
    [fingerprintOf(scope), new Date(at.getTime() - oldestMs), at],
  );
  const [row] = rows;
  return row && { place: row.place, cursors: row.cursors ?? undefined };
}

/** Keeps where a first load stands. Everything before that place must be in staging already. */
export async function writeCheckpoint(
  client: pg.ClientBase,
  { scope, at, place, cursors }: Checkpoint & { scope: ResolvedScope; at: Date },
): Promise<void> {
  await client.query(
    `INSERT INTO sync_checkpoint (fingerprint, place, cursors, "takenAt") VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET fingerprint = EXCLUDED.fingerprint, place = EXCLUDED.place, cursors = EXCLUDED.cursors`,
    [fingerprintOf(scope), JSON.stringify(place), cursors ? JSON.stringify(cursors) : null, at],
  );
}

/** A first load on its way: it shows where it stands, so that the next one need not begin anew when this one is killed. */
export class FirstLoad {
  /** Delta links from before the load began; undefined when the tenant gives none. */
  cursors: Cursors | undefined;
  /** Where an interrupted load is taken up. */
  readonly from: Place | undefined;
  #keptAt = 0;

  constructor(
    private readonly staging: Staging,
    private readonly options: { scope: ResolvedScope; at: Date; checkpoint: Checkpoint | undefined },
  ) {
    this.cursors = options.checkpoint?.cursors;
    this.from = options.checkpoint?.place;
  }

  /** To be told after every page, when it is staged: keeps the place about once a second. */
  async stands(place: () => Place): Promise<void> {
    if (Date.now() - this.#keptAt < keptEveryMs) return;
    this.#keptAt = Date.now();
    await this.staging.people.flush();
    const { scope, at } = this.options;
    await writeCheckpoint(this.staging.client, { scope, at, place: place(), cursors: this.cursors });
  }
}

const keptEveryMs = 1_000;
