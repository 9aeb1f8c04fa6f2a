import { z } from "zod";
import { batch, batchRefusal, batchSize } from "./batch.ts";
import { count } from "./count.ts";
import { isNotFound } from "./errors.ts";
import type { GraphSession } from "./graph.ts";
import { inParallel, slices } from "./in-parallel.ts";
import { odataText, pathSegment } from "./links.ts";
import { readObject } from "./objects.ts";
import { type Page, pages } from "./pages.ts";

/** The properties of a group that are copied, in Graph's exact case: also the columns of the mirror. */
export const groupProperties = [
  "id",
  "displayName",
  "description",
  "mail",
  "mailNickname",
  "mailEnabled",
  "securityEnabled",
  "groupTypes",
  "visibility",
  "createdDateTime",
] as const;

/** A group of the directory; null where nothing is set. `createdDateTime` is ISO 8601, UTC. */
export type GraphGroup = {
  id: string;
  displayName: string | null;
  description: string | null;
  mail: string | null;
  mailNickname: string | null;
  mailEnabled: boolean | null;
  securityEnabled: boolean | null;
  /** `Unified` (Microsoft 365), `DynamicMembership`. */
  groupTypes: string[];
  /** `HiddenMembership`: the members are not shown to us without Member.Read.Hidden. */
  visibility: string | null;
  createdDateTime: string | null;
};

/** A display name is not unique in a directory: what it stands for is one group, none or several. */
export type GroupResolution =
  | { state: "found"; group: GraphGroup }
  | { state: "missing" }
  | { state: "ambiguous"; groups: GraphGroup[] };

const text = z.string().nullish();
const flag = z.boolean().nullish();
const schema = z.object({
  id: z.string().min(1),
  displayName: text,
  description: text,
  mail: text,
  mailNickname: text,
  mailEnabled: flag,
  securityEnabled: flag,
  groupTypes: z.array(z.string()).nullish(),
  visibility: text,
  createdDateTime: text,
});

const select = `$select=${groupProperties.join(",")}`;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The group that a setting means. A GUID is an object id first; a group may also be named like one. Names compare as
 * Graph compares them (without case); blanks around a name count.
 */
export async function resolveGroup(session: GraphSession, nameOrId: string): Promise<GroupResolution> {
  if (guid.test(nameOrId)) {
    const group = await findGroup(session, nameOrId);
    if (group) return { state: "found", group };
  }
  const groups = new Map<string, GraphGroup>();
  const path = `/groups?$filter=displayName%20eq%20${odataText(nameOrId)}&${select}&$top=999`;
  for await (const page of pages(session, path, { read: readGroup })) {
    for (const group of page.items) groups.set(group.id, group);
  }
  const [group, ...others] = groups.values();
  if (!group) return { state: "missing" };
  return others.length === 0 ? { state: "found", group } : { state: "ambiguous", groups: [...groups.values()] };
}

/** One group by id; undefined when there is none. */
export async function findGroup(session: GraphSession, id: string): Promise<GraphGroup | undefined> {
  try {
    return readGroup(await session.get(`/groups/${pathSegment(id)}?${select}`));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Every group of the directory. */
export function groupPages(session: GraphSession): AsyncGenerator<Page<GraphGroup>> {
  return pages(session, `/groups?${select}&$top=999`, { read: readGroup });
}

/** How many groups the directory says it has; undefined when it does not say. From an index that lags a little. */
export function countGroups(session: GraphSession): Promise<number | undefined> {
  return count(session, "/groups/$count");
}

/** Those of the ids that Graph, asked for each by itself, does not know. */
export async function groupsMissing(session: GraphSession, ids: Iterable<string>): Promise<string[]> {
  const missing: string[] = [];
  for await (const answer of groupsById(session, ids)) missing.push(...answer.missing);
  return missing;
}

/** Groups by their ids; `missing` are those that Graph does not know. */
export async function* groupsById(
  session: GraphSession,
  ids: Iterable<string>,
): AsyncGenerator<{ found: GraphGroup[]; missing: string[] }> {
  yield* inParallel(slices([...new Set(ids)], { size: batchSize }), {
    limit: 4,
    task: (some) => someGroups(session, some),
  });
}

async function someGroups(session: GraphSession, ids: string[]): Promise<{ found: GraphGroup[]; missing: string[] }> {
  const answers = await batch(
    session,
    ids.map((id, index) => ({ id: String(index), method: "GET", url: `/groups/${pathSegment(id)}?${select}` })),
  );
  const found: GraphGroup[] = [];
  const missing: string[] = [];
  for (const [index, id] of ids.entries()) {
    const answer = answers.get(String(index));
    if (answer?.status === 200) found.push(readGroup(answer.body));
    else if (answer?.status === 404) missing.push(id);
    else if (answer) throw batchRefusal(answer);
  }
  return { found, missing };
}

function readGroup(item: unknown): GraphGroup {
  const read = readObject(item, { schema, what: "groups" });
  return {
    id: read.id,
    displayName: read.displayName ?? null,
    description: read.description ?? null,
    mail: read.mail ?? null,
    mailNickname: read.mailNickname ?? null,
    mailEnabled: read.mailEnabled ?? null,
    securityEnabled: read.securityEnabled ?? null,
    groupTypes: read.groupTypes ?? [],
    visibility: read.visibility ?? null,
    createdDateTime: read.createdDateTime ?? null,
  };
}
