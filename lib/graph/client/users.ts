import { z } from "zod";
import { AppError } from "../../errors.ts";
import { type BatchAnswer, type BatchRequest, batch, batchRefusal, batchSize } from "./batch.ts";
import type { ReadItem } from "./collection-bytes.ts";
import { count } from "./count.ts";
import { isNotFound } from "./errors.ts";
import type { GraphSession } from "./graph.ts";
import { inParallel, slices } from "./in-parallel.ts";
import { odataText, pathSegment } from "./links.ts";
import { asCollection, asObject, readObject, typeOf } from "./objects.ts";
import { type Page, pages } from "./pages.ts";

/** The properties of a user that are copied, in Graph's exact case: also the columns of the mirror. */
export const userProperties = [
  "id",
  "userPrincipalName",
  "displayName",
  "givenName",
  "surname",
  "mail",
  "jobTitle",
  "department",
  "companyName",
  "officeLocation",
  "city",
  "state",
  "country",
  "postalCode",
  "streetAddress",
  "usageLocation",
  "preferredLanguage",
  "businessPhones",
  "mobilePhone",
  "employeeId",
  "employeeType",
  "userType",
  "accountEnabled",
  "onPremisesSyncEnabled",
  "onPremisesSamAccountName",
  "createdDateTime",
] as const;

type UserProperty = (typeof userProperties)[number];
type UserFlag = "accountEnabled" | "onPremisesSyncEnabled";
type UserText = Exclude<UserProperty, "id" | "businessPhones" | UserFlag>;

/** Whoever a user reports to. May be outside the group, disabled, or a contact that no listing of users holds. */
export type GraphManager = {
  id: string;
  /** `user`, `orgContact`, … */
  type: string;
  displayName: string | null;
  userPrincipalName: string | null;
};

/** A user of the directory; null where nothing is set. `createdDateTime` is ISO 8601, UTC. */
export type GraphUser = { id: string; businessPhones: string[]; manager: GraphManager | null } & Record<
  UserText,
  string | null
> &
  Record<UserFlag, boolean | null>;

const text = z.string().nullish();
const flag = z.boolean().nullish();
const flags: readonly string[] = ["accountEnabled", "onPremisesSyncEnabled"] satisfies UserFlag[];
const schema = z.object({
  ...Object.fromEntries(userProperties.map((name) => [name, flags.includes(name) ? flag : text])),
  id: z.string().min(1),
  businessPhones: z.array(z.string()).nullish(),
  manager: z.looseObject({ id: z.string().min(1), displayName: text, userPrincipalName: text }).nullish(),
});

// Options inside an $expand are taken only together with $levels; one relationship a request is the limit.
const expand = "$expand=manager($levels=1;$select=id,displayName,userPrincipalName)";

/** What every request of users asks for; without what the session leaves out, which is then null in every user. */
export function shapeFor({ leftOut }: Pick<GraphSession, "leftOut">): string {
  return `$select=${askedFor({ leftOut }).join(",")}&${expand}`;
}

/** The properties that are asked for, in Graph's order of ours. */
export function askedFor({ leftOut }: Pick<GraphSession, "leftOut">): string[] {
  return userProperties.filter((name) => !leftOut.includes(name));
}

/** Microsoft's limit of values in one `in (…)`. */
const idsPerFilter = 15;
const batchesAtOnce = 4;

/**
 * Every user of the directory with the manager, in pages as large as the tenant allows (with $expand often 100); from a
 * next link, those who come after it.
 */
export function userPages(session: GraphSession, options?: { from?: string }): AsyncGenerator<Page<GraphUser>>;
/** The same, each user as `item` reads it from the bytes that came. */
export function userPages<T>(
  session: GraphSession,
  options: { from?: string; item: ReadItem<T> },
): AsyncGenerator<Page<T>>;
export function userPages<T>(
  session: GraphSession,
  { from, item }: { from?: string; item?: ReadItem<T> } = {},
): AsyncGenerator<Page<T | GraphUser>> {
  return pages<T | GraphUser>(session, from ?? `/users?${shapeFor(session)}&$top=999`, { item: item ?? readUserBytes });
}

/**
 * Users by their ids, with their managers. `missing` are those that Graph, asked for each by itself, does not know;
 * an id that a listing merely left out is never called missing.
 */
export async function* usersById(
  session: GraphSession,
  ids: Iterable<string>,
): AsyncGenerator<{ found: GraphUser[]; missing: string[] }> {
  const unique = [...new Map([...ids].map((id) => [id.toLowerCase(), id])).values()];
  yield* inParallel(slices(unique, { size: batchSize * idsPerFilter }), {
    limit: batchesAtOnce,
    task: (some) => someUsers(session, some),
  });
}

/** One user by id or user principal name; undefined when there is none. */
export async function findUser(session: GraphSession, idOrUpn: string): Promise<GraphUser | undefined> {
  // These three would ask for another address altogether.
  if (["", ".", ".."].includes(idOrUpn)) return undefined;
  try {
    return readUser(await session.get(`/users/${pathSegment(idOrUpn)}?${shapeFor(session)}`));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/**
 * The users of a mail address, five at most: it need not be unique. People know guests by it, whose sign-in names are made
 * up (`ann_partner.example#EXT#@contoso.example`).
 */
export async function findUsersByMail(session: GraphSession, mail: string): Promise<GraphUser[]> {
  const path = `/users?$filter=mail%20eq%20${odataText(mail)}&${shapeFor(session)}&$top=5`;
  const { value } = asCollection(await session.get(path), { what: "users by mail" });
  return value.map(readUser);
}

/** How many users the directory says it has; undefined when it does not say. From an index that lags a little. */
export function countUsers(session: GraphSession): Promise<number | undefined> {
  return count(session, "/users/$count");
}

async function someUsers(session: GraphSession, ids: string[]): Promise<{ found: GraphUser[]; missing: string[] }> {
  const shape = shapeFor(session);
  const filters = [...slices(ids, { size: idsPerFilter })].map((some, index): BatchRequest => {
    const list = `(${some.map(odataText).join(",")})`;
    return { id: String(index), method: "GET", url: `/users?$filter=id%20in%20${list}&${shape}` };
  });
  const found = new Map<string, GraphUser>();
  for (const answer of (await batch(session, filters)).values()) {
    for (const user of await usersOf(session, answer)) found.set(user.id.toLowerCase(), user);
  }
  const missing: string[] = [];
  for (const some of slices(
    ids.filter((id) => !found.has(id.toLowerCase())),
    { size: batchSize },
  )) {
    for (const [id, user] of await oneByOne(session, some)) {
      if (user) found.set(user.id.toLowerCase(), user);
      else missing.push(id);
    }
  }
  return { found: [...found.values()], missing };
}

async function usersOf(session: GraphSession, answer: BatchAnswer): Promise<GraphUser[]> {
  // A directory that does not take this filter is asked for each user instead.
  if (answer.status === 400) return [];
  if (answer.status !== 200) throw batchRefusal(answer);
  const body = asCollection(answer.body, { what: "users by id" });
  const users = body.value.map(readUser);
  const nextLink = body["@odata.nextLink"];
  if (typeof nextLink !== "string") return users;
  for await (const page of pages(session, nextLink, { read: readUser })) users.push(...page.items);
  return users;
}

async function oneByOne(session: GraphSession, ids: string[]): Promise<Map<string, GraphUser | undefined>> {
  const shape = shapeFor(session);
  const answers = await batch(
    session,
    ids.map((id, index) => ({ id: String(index), method: "GET", url: `/users/${pathSegment(id)}?${shape}` })),
  );
  const users = new Map<string, GraphUser | undefined>();
  for (const [index, id] of ids.entries()) {
    const answer = answers.get(String(index));
    if (answer?.status === 200) users.set(id, readUser(answer.body));
    else if (answer?.status === 404) users.set(id, undefined);
    else if (answer) throw batchRefusal(answer);
  }
  return users;
}

const textNames = userProperties.filter(
  (name): name is UserText => name !== "id" && name !== "businessPhones" && !flags.includes(name),
);

/**
 * A user as it came, checked property by property.
 *
 * By hand and not by the schema, which takes ten times as long and is asked of every user of a directory; what is wrong
 * is then told by the schema.
 */
export function readUser(item: unknown): GraphUser {
  const object = asObject(item, { what: "users" });
  const user: Record<string, unknown> = { id: object.id };
  let isRight = true;
  for (const name of textNames) {
    const value = object[name] ?? null;
    if (value !== null && typeof value !== "string") isRight = false;
    user[name] = value;
  }
  for (const name of flags) {
    const value = object[name] ?? null;
    if (value !== null && typeof value !== "boolean") isRight = false;
    user[name] = value;
  }
  const phones = object.businessPhones ?? [];
  if (!Array.isArray(phones) || phones.some((phone) => typeof phone !== "string")) isRight = false;
  user.businessPhones = phones;
  user.manager = readManager(object.manager);
  if (isRight && user.manager !== undefined) return user as GraphUser;
  readObject(item, { schema, what: "users" });
  throw new AppError("internal", `The user ${object.id} was refused for no reason.`);
}

/** A user from the bytes in which it came. Throws SyntaxError for what is no JSON, else as `readUser` does. */
export function readUserBytes(bytes: Buffer): GraphUser {
  return readUser(JSON.parse(bytes.toString()));
}

/** Undefined when it is there and cannot be read. */
function readManager(value: unknown): GraphManager | null | undefined {
  if (value === undefined || value === null) return null;
  const { id, displayName = null, userPrincipalName = null } = value as Record<string, unknown>;
  if (typeof id !== "string" || id === "" || !isTextOrNull(displayName) || !isTextOrNull(userPrincipalName)) {
    return undefined;
  }
  return { id, type: typeOf(value as Record<string, unknown>) ?? "user", displayName, userPrincipalName };
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}
