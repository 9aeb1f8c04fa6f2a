import { AppError } from "../../../errors.ts";
import type { Page } from "../../client/pages.ts";
import { isNotSliceable } from "../../client/sliced-pages.ts";
import { planUserSlices, slicedUserPages } from "../../client/user-slices.ts";
import { countUsers, readUserBytes, userPages, usersById } from "../../client/users.ts";
import type { Place } from "../staging/checkpoint.ts";
import { mark } from "../staging/mark.ts";
import type { PackedIds } from "../staging/packed-ids.ts";
import type { Staging } from "../staging/staging.ts";
import { readRow, textLine, type UserRead, type UserRow, userReader } from "../staging/user-texts.ts";
import { type Collected, type Reading, restarting, whileItFallsShort } from "./read.ts";
import { type PageSeen, quickestPlan } from "./user-plan.ts";

/** How the user objects were read, and why not otherwise. */
export type UsersRead = {
  /** User objects received. */
  received: number;
  plan: "listing" | "slices" | "by-id";
  /** Users on a page, as the tenant cuts them. */
  pageSize?: number;
  slices?: number;
  /** What was tried first and given up, as a sentence. */
  instead?: string;
};

/** Which users of a page belong to the run: its members, or every user of the directory. */
type Scope = "members" | "everyone";

type Wanted = { scope: Scope; directory: number | undefined };

/** Reads every user of the directory, with supervisors in the same requests. */
export async function readEveryone(reading: Reading): Promise<{ list: Collected; users: UsersRead }> {
  const { session, staging, firstLoad } = reading;
  const { ids } = staging.people;
  const held = () => ids.count(mark.seen);
  const wanted: Wanted = { scope: "everyone", directory: await countUsers(session) };
  ids.reserve(wanted.directory ?? 0);
  let users = await listUsers(reading, wanted);
  const counted = (users.plan === "slices" ? await countUsers(session) : wanted.directory) ?? null;
  const isMissed = () => ids.hasAny({ having: mark.live, lacking: mark.seen });
  const again = async () => {
    const { received } = users;
    const instead = `The ${users.plan} held ${held()} of the directory's ${counted} users.`;
    users = await readPages(reading, { ...wanted, instead });
    users.received += received;
  };
  await whileItFallsShort(again, { counted, held, isMissed, isFirst: firstLoad !== undefined });
  return { list: { read: held(), counted }, users };
}

/**
 * Reads the user objects of the listed members, with supervisors in the same requests, by the plan that costs least.
 * Whoever a listing did not show is asked for by id afterwards, so that a listing cut short loses nobody.
 */
export async function readMembersAsUsers(
  reading: Reading,
  { members }: { members: number },
): Promise<{ users: UsersRead; askedById: number }> {
  const { people } = reading.staging;
  const directory = await countUsers(reading.session);
  const users = await listUsers(reading, { scope: "members", directory, members });
  const missing = people.membersNotSeen();
  const found = await askById(reading, { ids: missing, total: members, scope: "members" });
  const received = users.received + found;
  return { users: { ...users, received }, askedById: users.plan === "by-id" ? 0 : missing.length };
}

/** Asks anew for those whose text was known, but not the row that the mirror has of them. @returns how many */
export async function readDoubtful(reading: Reading): Promise<number> {
  const { people } = reading.staging;
  await people.corrected;
  const ids = people.doubtful();
  if (ids.length > 0) await askById(reading, { ids, total: ids.length, scope: "everyone" });
  return ids.length;
}

/** Takes a page of users: whoever is in the scope is compared with the mirror. */
export async function takeUsers(
  { people, texts }: Pick<Staging, "people" | "texts">,
  { users, scope }: { users: readonly UserRead[]; scope: Scope },
): Promise<void> {
  const { ids } = people;
  for (const user of users) {
    const entry = entryOf(user, { ids, scope });
    if (entry < 0 || (scope === "members" && !ids.has(entry, mark.member))) continue;
    if ("known" in user && !ids.has(entry, mark.staged)) {
      ids.set(entry, mark.seen);
      continue;
    }
    const { row, textDigest, ...named } = "known" in user ? readRow(readUserBytes(user.bytes)) : user;
    refuseNameless(named);
    if (people.isUnsure(entry)) await people.corrected;
    const full = people.see(entry, row);
    if (full) await full;
    if (textDigest) await texts.add(textLine(named.id, { textDigest, rowDigest: row.digest }));
  }
}

function entryOf(user: UserRead, { ids, scope }: { ids: PackedIds; scope: Scope }): number {
  if ("known" in user) return user.known;
  return scope === "everyone" ? ids.add(user.id) : ids.find(user.id);
}

/** Nobody in a directory is without both names; an application that may not see people is answered with nulls. */
export function refuseNameless({ id, isNameless }: Pick<UserRow, "id" | "isNameless">): void {
  if (!isNameless) return;
  throw new AppError(
    "graph-failed",
    `Microsoft Graph told nothing but the id of the user ${id}, as it does where a permission is missing. Nothing was changed; see the permissions under Settings.`,
  );
}

/** Asking by id is left to the caller, who asks for everyone not yet seen. */
const byId: UsersRead = { received: 0, plan: "by-id" };

/** A group this much smaller than its directory is asked for by id without looking at a page of the listing first. */
const smallPart = 30;

async function listUsers(reading: Reading, wanted: Wanted & { members?: number }): Promise<UsersRead> {
  const { session, staging, firstLoad } = reading;
  const { directory, members } = wanted;
  if (firstLoad?.from) return await goOn(reading, { ...wanted, from: firstLoad.from });
  if (members !== undefined && (directory === undefined || members * smallPart < directory)) return byId;
  const startedAt = performance.now();
  const item = userReader(staging.people);
  const listing = restarting(() => userPages(session, { item }));
  const first = await listing.next();
  if (first.done) return { received: 0, plan: "listing" };
  const page: PageSeen = { users: first.value.items.length, ms: performance.now() - startedAt };
  const pageSize = page.users;
  const plan = quickestPlan({ members, directory, isFirst: firstLoad !== undefined }, page);
  if (plan === "listing") {
    return { ...(await readPages(reading, { ...wanted, listing: chained(first.value, listing) })), pageSize };
  }
  await listing.return(undefined);
  return plan === "by-id" ? { ...byId, pageSize } : { ...(await readSlices(reading, wanted)), pageSize };
}

type Listing = AsyncGenerator<Page<UserRead>>;

async function readPages(
  reading: Reading,
  options: Wanted & { listing?: Listing; instead?: string; before?: number },
): Promise<UsersRead> {
  const { session, staging, report, firstLoad } = reading;
  const item = userReader(staging.people);
  const { scope, directory, instead, before = 0, listing = restarting(() => userPages(session, { item })) } = options;
  let received = before;
  for await (const { items, nextLink } of listing) {
    await takeUsers(staging, { users: items, scope });
    received += items.length;
    if (nextLink) await firstLoad?.stands(() => ({ plan: "listing", link: nextLink }));
    await report("users", received, directory);
  }
  return { received, plan: "listing", ...(instead && { instead }) };
}

async function* chained(first: Page<UserRead>, rest: Listing): Listing {
  yield first;
  yield* rest;
}

/** A first load of a large directory over a slow line, in disjoint slices side by side. */
async function readSlices(reading: Reading, wanted: Wanted): Promise<UsersRead> {
  const planned = await planUserSlices(reading.session);
  if (planned.state === "not-sliceable") return await readPages(reading, { ...wanted, instead: planned.reason });
  const standing = planned.slices.map((slice): Standing => ({ slice, link: null, isDone: false }));
  try {
    return await readStanding(reading, { ...wanted, standing });
  } catch (error) {
    if (!isNotSliceable(error)) throw error;
    return await readPages(reading, { ...wanted, instead: `The slices were refused: ${error.message}` });
  }
}

type Standing = Extract<Place, { plan: "slices" }>["slices"][number];

async function readStanding(
  { session, staging, report, firstLoad }: Reading,
  { scope, directory, standing }: Wanted & { standing: Standing[] },
): Promise<UsersRead> {
  const places = new Map<number, string | null>();
  for (const [number, { link, isDone }] of standing.entries()) {
    if (isDone || link) places.set(number, isDone ? null : link);
  }
  const slices = standing.map(({ slice }) => slice);
  const item = userReader(staging.people);
  let received = staging.people.staged;
  for await (const { slice: number, page } of slicedUserPages(session, { slices, places, item })) {
    await takeUsers(staging, { users: page.items, scope });
    received += page.items.length;
    const slice = standing[number];
    if (slice) standing[number] = { ...slice, link: page.nextLink ?? null, isDone: page.nextLink === undefined };
    await firstLoad?.stands(() => ({ plan: "slices", slices: standing }));
    await report("users", received, directory);
  }
  return { received, plan: "slices", slices: slices.length };
}

/** Takes up an interrupted first load. Its links may have expired; then the listing begins anew. */
async function goOn(reading: Reading, { from, ...wanted }: Wanted & { from: Place }): Promise<UsersRead> {
  const { session, staging } = reading;
  // Whoever is staged was seen, and only the others are asked for.
  if (from.plan === "by-id") return { ...byId, received: staging.people.staged };
  try {
    if (from.plan === "slices") return await readStanding(reading, { ...wanted, standing: from.slices });
    const item = userReader(staging.people);
    const listing = restarting((attempt) => userPages(session, { item, from: attempt === 1 ? from.link : undefined }));
    return await readPages(reading, { ...wanted, listing, before: staging.people.staged });
  } catch (error) {
    if (!(error instanceof AppError) || ![400, 404, 410].includes(error.status ?? 0)) throw error;
    return await readPages(reading, { ...wanted, instead: "The place where the last run stopped is no longer known." });
  }
}

async function askById(
  { staging, session, report, firstLoad }: Reading,
  { ids, total, scope }: { ids: string[]; total: number; scope: Scope },
): Promise<number> {
  let received = 0;
  for await (const { found } of usersById(session, ids)) {
    await takeUsers(staging, { users: found.map(readRow), scope });
    received += found.length;
    await firstLoad?.stands(() => ({ plan: "by-id" }));
    await report("users", total - ids.length + received, total);
  }
  return received;
}
