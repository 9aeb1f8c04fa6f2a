import type pg from "pg";
import type { CopiedMemberships } from "../config/config.ts";
import type { Database } from "../db/database.ts";
import { userColumns } from "../directory/model.ts";
import type { Tenant } from "../tenant/tenant.ts";

/** What a run that did not succeed has to leave as it was: what is shown, the history, where the next run goes on. */
const keptTables = "^(microsoft_graph_.*|sync_cursor|sync_scope|sync_deleted_account|sync_held_removal)$";

/** A fingerprint of every row of each table of the mirror, by the table's name. */
export async function mirrorFingerprints(client: Pick<pg.ClientBase, "query">): Promise<Record<string, string>> {
  const tables = await client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname ~ $1 ORDER BY 1",
    [keptTables],
  );
  const one = ({ name }: { name: string }) =>
    `SELECT '${name}' AS name, count(*) || ' rows ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS print FROM "${name}" t`;
  const { rows } = await client.query<{ name: string; print: string }>(tables.rows.map(one).join(" UNION ALL "));
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
}

/** Whom the mirror holds: the members of the tenant's group to sync, or every user of the directory. */
export type MirroredScope = "group" | "everyone";

/** Ids of the people whom the mirror should show. */
export function peopleInScope(tenant: Tenant, scope: MirroredScope): string[] {
  return scope === "everyone"
    ? [...tenant.users.all()].map(({ id }) => id)
    : tenant.effectiveMembers(tenant.groupToSync.id);
}

/** In how far the mirror is not the directory: a line per difference, none when it is the same. */
export async function mirrorDifferences(
  db: Database,
  tenant: Tenant,
  { scope = "group", memberships = "scope" }: { scope?: MirroredScope; memberships?: CopiedMemberships } = {},
): Promise<string[]> {
  return [
    ...(await differencesOfPeople(db, tenant, scope)),
    ...(await differencesOfGroups(db, tenant, { scope, memberships })),
  ];
}

/** Ids of the people whom the mirror shows as there. */
export async function peopleShown({ prisma }: Pick<Database, "prisma">): Promise<string[]> {
  const rows = await prisma.microsoftGraphUser.findMany({ where: { deletedAt: null }, select: { id: true } });
  return rows.map(({ id }) => id);
}

async function differencesOfPeople({ prisma }: Database, tenant: Tenant, scope: MirroredScope): Promise<string[]> {
  const people = await prisma.microsoftGraphUser.findMany({ where: { deletedAt: null } });
  const supervisions = await prisma.microsoftGraphUserSupervisor.findMany();
  const supervisors = new Map(supervisions.map((row) => [row.userId, row]));
  return [
    ...differences("person", { mirrored: people.map(({ id }) => id), real: peopleInScope(tenant, scope) }),
    ...people.flatMap((person) => [
      ...changedProperties(person, tenant),
      ...changedSupervisor({ id: person.id, copy: supervisors.get(person.id), tenant }),
    ]),
  ];
}

type Mirrored = { id: string } & Record<string, unknown>;

function changedProperties(person: Mirrored, tenant: Tenant): string[] {
  const user: Record<string, unknown> = { ...tenant.users.find(person.id) };
  return Object.keys(userColumns).flatMap((name) => {
    const [mirrored, real] = [comparable(person[name]), comparable(user[name])];
    return mirrored === real ? [] : [`${person.id} has the ${name} ${mirrored} instead of ${real}`];
  });
}

/** A list that is empty and a property that was never set are told alike; a time is one however it is written. */
function comparable(value: unknown): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return "nothing";
  const isTime = value instanceof Date || /^\d{4}-\d\d-\d\dT/.test(String(value));
  return isTime ? new Date(value as string | Date).toISOString() : JSON.stringify(value);
}

function changedSupervisor({
  id,
  copy,
  tenant,
}: {
  id: string;
  copy: { supervisorId: string; supervisorDisplayName: string | null } | undefined;
  tenant: Tenant;
}): string[] {
  const real = tenant.users.supervisorOf(id);
  if (copy?.supervisorId !== real) return [`${id} has the supervisor ${copy?.supervisorId} instead of ${real}`];
  const name = real && tenant.users.find(real)?.displayName;
  return name && copy?.supervisorDisplayName !== name ? [`the supervisor of ${id} is not shown as ${name}`] : [];
}

async function differencesOfGroups(
  { prisma, pool }: Database,
  tenant: Tenant,
  { scope, memberships }: { scope: MirroredScope; memberships: CopiedMemberships },
): Promise<string[]> {
  const groups = await prisma.microsoftGraphGroup.findMany({ where: { deletedAt: null } });
  const edges = await pool.query<{ edge: string }>(
    `SELECT m."groupId" || ' holds ' || m."memberId" AS edge FROM microsoft_graph_group_member m
     WHERE m."memberId" <> ALL($1::text[])`,
    // A deleted account keeps its memberships, which no list shows.
    [tenant.users.deletedIds()],
  );
  const titled = ({ id, displayName }: { id: string; displayName: string | null }) => `${id} ${displayName}`;
  return [
    ...differences("group", { mirrored: groups.map(titled), real: tenant.groups.all().map(titled) }),
    ...differences("membership", {
      mirrored: edges.rows.map(({ edge }) => edge),
      real: [
        ...(scope === "group" ? membershipsOfScope(tenant) : []),
        ...(memberships === "all" ? membershipsOfKnown(tenant, await everMirrored(prisma)) : []),
      ],
    }),
  ];
}

function membershipsOfScope(tenant: Tenant): string[] {
  const groups = new Set(tenant.groups.all().map(({ id }) => id));
  const scope = new Set([tenant.groupToSync.id]);
  const edges: string[] = [];
  for (const group of scope) {
    for (const member of tenant.groups.memberIds(group)) {
      edges.push(`${group} holds ${member}`);
      if (groups.has(member)) scope.add(member);
    }
  }
  return edges;
}

async function everMirrored(prisma: Database["prisma"]): Promise<Set<string>> {
  const rows = await prisma.microsoftGraphUser.findMany({ select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

/** In whatever group shows its members: of people of the mirror, and of groups. */
function membershipsOfKnown(tenant: Tenant, people: ReadonlySet<string>): string[] {
  const groups = tenant.groups.all();
  const known = new Set([...people, ...groups.map(({ id }) => id)]);
  const open = groups.filter(({ visibility }) => visibility !== "HiddenMembership");
  return open.flatMap(({ id }) =>
    tenant.groups
      .memberIds(id)
      .filter((member) => known.has(member))
      .map((member) => `${id} holds ${member}`),
  );
}

function differences(what: string, { mirrored, real }: { mirrored: string[]; real: string[] }): string[] {
  const [inMirror, inDirectory] = [new Set(mirrored), new Set(real)];
  return [
    ...real.filter((one) => !inMirror.has(one)).map((one) => `${what} not in the mirror: ${one}`),
    ...mirrored.filter((one) => !inDirectory.has(one)).map((one) => `${what} only in the mirror: ${one}`),
  ];
}
