import { z } from "zod";
import type { Context } from "../context.ts";
import { supervisorChain } from "../directory/chain.ts";
import { changesAfter, latestChange } from "../directory/change-feed.ts";
import { findGroup, listGroups } from "../directory/groups.ts";
import type { Page } from "../directory/keyset.ts";
import { listMembers } from "../directory/members.ts";
import { membershipsOf } from "../directory/memberships.ts";
import { groupColumns, objectIdOf, userColumns } from "../directory/model.ts";
import { groupsQuery, membersQuery, type Parameters, readQuery, usersQuery } from "../directory/schema.ts";
import { findPerson, listUsers } from "../directory/users.ts";
import { AppError } from "../errors.ts";
import { effectiveSettings } from "../settings/effective-settings.ts";
import { personId } from "./person-id.ts";

/* What programs read at /api/v1: Graph's property names, `value` for a list as in Graph, pages by cursor. */

/** A page of a list; `next` goes into `after`. */
export type ApiPage = { value: object[]; total?: number; totalIsExact?: boolean; next?: string };

const mostRows = 999;
const limit = z.coerce.number().int().min(1).max(mostRows).default(100);
const usersWanted = usersQuery.omit({ before: true }).extend({ limit });
const groupsWanted = groupsQuery.omit({ before: true }).extend({ limit });
const membersWanted = membersQuery.pick({ after: true }).extend({ limit });
const lineNumber = z.string().regex(/^(\d{1,18}|latest)$/);
const changesWanted = z.object({ after: lineNumber.default("0"), limit });

const ofMirror = ["deletedAt", "deletedReason", "changedAt"];
const groupNames = ["id", ...Object.keys(groupColumns), ...ofMirror, "scope", "members"];
const memberNames = ["id", "type", "displayName", "userPrincipalName", "mail", "presence"];

/** People, as the list of users narrows and sorts them. @throws AppError `bad-input` */
export async function apiUsers(context: Context, parameters: Parameters): Promise<ApiPage> {
  const { after, sort, direction, limit, ...filters } = readQuery(usersWanted, parameters);
  const names = await userNames(context);
  const page = await listUsers(context, { filters, sort, direction, place: { after }, limit });
  return pageOf(page, (row) => ({ ...only(names, row), supervisor: row.supervisor ?? null }));
}

/**
 * One person by object id or sign-in name, with their supervisor and groups.
 *
 * @throws AppError `not-found`
 */
export async function apiUser(context: Context, { idOrName }: { idOrName: string }): Promise<object> {
  const id = await personId(context, { idOrName });
  const person = id && (await findPerson(context, { id }));
  if (!person) throw nothing("person");
  const [{ supervisors }, memberships, names] = await Promise.all([
    supervisorChain(context, { id }),
    membershipsOf(context, { id }),
    userNames(context),
  ]);
  const memberOf = memberships.map((group) => only(["id", "displayName", "direct"], group));
  return { ...only(names, person), supervisor: supervisors.at(-1) ?? null, memberOf };
}

/** Groups, as the list of groups narrows and sorts them. @throws AppError `bad-input` */
export async function apiGroups(context: Context, parameters: Parameters): Promise<ApiPage> {
  const { after, sort, direction, limit, ...filters } = readQuery(groupsWanted, parameters);
  const page = await listGroups(context, { filters, sort, direction, place: { after }, limit });
  return pageOf(page, (group) => only(groupNames, group));
}

/** Direct members of a group. @throws AppError `bad-input`, `not-found` */
export async function apiMembers(
  context: Context,
  { id, parameters }: { id: string; parameters: Parameters },
): Promise<ApiPage> {
  const { after, limit } = readQuery(membersWanted, parameters);
  const groupId = objectIdOf(id);
  if (!groupId || !(await findGroup(context, { id: groupId }))) throw nothing("group");
  const page = await listMembers(context, { groupId, place: { after }, limit });
  return pageOf(page, (member) => only(memberNames, member));
}

/**
 * What changed after a line of the history, oldest first: whoever keeps the last `next` misses nothing and reads nothing
 * twice. `next` is there on the last page too, as the place to go on from later; `after=latest` gives it alone.
 *
 * @throws AppError `bad-input`
 */
export async function apiChanges(context: Context, parameters: Parameters): Promise<ApiPage> {
  const { after, limit } = readQuery(changesWanted, parameters);
  if (after === "latest") return { value: [], next: await latestChange(context) };
  const lines = await changesAfter(context, { after, limit });
  return { value: lines, next: lines.at(-1)?.id ?? after };
}

function pageOf<Row extends object>(
  { rows, total, totalIsExact, next }: Page<Row>,
  asJson: (row: Row) => object,
): ApiPage {
  return { value: rows.map(asJson), total, totalIsExact, next };
}

/** A field that is left out of the copy is absent: null would say that Entra has nothing there. */
async function userNames(context: Context): Promise<string[]> {
  const { leftOut } = await effectiveSettings(context);
  const copied = Object.keys(userColumns).filter((name) => !leftOut.value.some((left) => left === name));
  return ["id", ...copied, ...ofMirror];
}

function only(names: readonly string[], row: object): Record<string, unknown> {
  const values = row as Record<string, unknown>;
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}

function nothing(what: string): AppError {
  return new AppError("not-found", `The copy holds no such ${what}.`);
}
