import fc from "fast-check";
import { expect, test } from "vitest";
import { approveRun } from "../commands/held-removals.ts";
import { sync } from "../commands/sync.ts";
import type { ActingContext, Context } from "../context.ts";
import type { Tenant } from "../tenant/tenant.ts";
import { testContext } from "../testing/test-context.ts";
import { type UserColumn, userColumns } from "./model.ts";
import { personAsOf } from "./person-as-of.ts";
import { textOfProperty } from "./property-text.ts";

/*
 * Whatever runs wrote, everyone can be seen as they were after each of them: what personAsOf makes of the history
 * equals a copy of the tables that was taken then.
 */

const acts = {
  hire: (tenant, { who }) => {
    const { id } = tenant.addUser({ displayName: `Hire ${who}`, businessPhones: [`+1 ${who}`] });
    tenant.addMember(tenant.groupToSync.id, id);
  },
  delete: (tenant, { user }) => user && tenant.deleteUser(user),
  restore: (tenant, { who }) => {
    const gone = pick(tenant.users.deletedIds(), who);
    if (gone) tenant.restoreUser(gone);
  },
  rename: (tenant, { user, whom }) =>
    user &&
    tenant.updateUser(user, { displayName: `Name ${whom}`, jobTitle: whom % 3 === 0 ? null : `Job ${whom % 3}` }),
  rewrite: (tenant, { user, whom }) =>
    user &&
    tenant.updateUser(user, {
      businessPhones: ["+1 555; 01", "+44 20"].slice(0, whom % 3),
      accountEnabled: whom % 2 === 0,
      department: ["", "Sales", null][whom % 3],
    }),
  supervise: (tenant, { user, other }) => user && other && tenant.setManager(user, other),
  unsupervise: (tenant, { user }) => user && tenant.clearManager(user),
  join: (tenant, { user, group }) =>
    user && group && !tenant.groups.memberIds(group).includes(user) && tenant.addMember(group, user),
  leave: (tenant, { group, who }) => {
    const member = group && pick(tenant.groups.memberIds(group), who);
    if (member) tenant.removeMember(group, member);
  },
  nest: (tenant, { group }) => {
    const scope = tenant.groupToSync.id;
    if (group && group !== scope && !tenant.groups.memberIds(scope).includes(group)) tenant.addMember(scope, group);
  },
  dissolve: (tenant, { group }) => group && group !== tenant.groupToSync.id && tenant.deleteGroup(group),
} satisfies Record<string, (tenant: Tenant, whom: Chosen) => unknown>;

type Chosen = { who: number; whom: number; user?: string; other?: string; group?: string };

const step = fc.record({
  act: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])),
  who: fc.nat(400),
  whom: fc.nat(400),
});
const round = fc.record({
  steps: fc.array(step, { maxLength: 12 }),
  kind: fc.constantFrom("delta" as const, "delta" as const, "full" as const),
  approve: fc.boolean(),
});

/** More for a night: ROLLCALL_PROPERTY_RUNS=1000 npx vitest run lib/directory/person-as-of.property.test.ts */
const numRuns = Number(process.env.ROLLCALL_PROPERTY_RUNS ?? 12);

test("after any sequence of runs everyone is seen at each of them as they were then", async () => {
  const seen = { live: 0, removed: 0, "not yet": 0, differing: 0, regrouped: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(round, { minLength: 1, maxLength: 4 }),
      fc.constantFrom("100%,1000", "5%,1"),
      async (rounds, guard) => {
        const opened = await testContext({ people: 20, environment: { ROLLCALL_REMOVAL_GUARD: guard } });
        try {
          const past = [await runAndLook(opened.context, "full")];
          for (const { steps, kind, approve } of rounds) {
            for (const { act, ...numbers } of steps) acts[act](opened.tenant, chosen(opened.tenant, numbers));
            past.push(await runAndLook(opened.context, kind));
            if (approve) past.push(...(await approveAndLook(opened.context)));
          }
          await expectEveryMoment(opened.context, { past, seen });
        } finally {
          await opened.close();
        }
      },
    ),
    { numRuns, endOnFailure: true },
  );
  // Otherwise the sequences were too tame to prove anything.
  expect(Object.entries(seen).filter(([, times]) => times === 0)).toEqual([]);
}, 3_600_000);

function chosen(tenant: Tenant, { who, whom }: { who: number; whom: number }): Chosen {
  const users = [...tenant.users.all()];
  return {
    ...{ who, whom },
    user: pick(users, who)?.id,
    other: pick(users, whom)?.id,
    group: pick(tenant.groups.all(), whom)?.id,
  };
}

function pick<Item>(items: Item[], index: number): Item | undefined {
  return items[index % Math.max(1, items.length)];
}

/** One person as the tables had them. */
type Look = {
  state: "live" | "removed";
  removedAt: Date | null;
  reason: string | null;
  properties: Record<string, string | null>;
  supervisorId: string | null;
  groupIds: string[];
};
type Moment = { at: Date; people: Map<string, Look> };

async function runAndLook(context: ActingContext, kind: "full" | "delta"): Promise<Moment> {
  const outcome = await sync(context, { requestedBy: "property", kind });
  if (outcome.state !== "ended" || !outcome.run.finishedAt) throw new Error("The run did not end.");
  expect(["succeeded", "held"], JSON.stringify(outcome.run.error)).toContain(outcome.run.state);
  return { at: outcome.run.finishedAt, people: await look(context) };
}

async function approveAndLook(context: ActingContext): Promise<Moment[]> {
  const held = await context.db.prisma.syncHeldRemoval.findFirst({
    where: { state: "waiting" },
    orderBy: { runId: "desc" },
  });
  if (!held) return [];
  await approveRun(context, { run: held.runId, decidedBy: "property" });
  return [{ at: new Date(), people: await look(context) }];
}

async function look({ db: { prisma } }: Context): Promise<Map<string, Look>> {
  const supervisors = await prisma.microsoftGraphUserSupervisor.findMany();
  const supervisorOf = new Map(supervisors.map((row) => [row.userId, row.supervisorId]));
  const members = await prisma.microsoftGraphGroupMember.findMany({ orderBy: { groupId: "asc" } });
  const rows = await prisma.microsoftGraphUser.findMany();
  return new Map(
    rows.map((row): [string, Look] => [
      row.id,
      {
        state: row.deletedAt ? "removed" : "live",
        removedAt: row.deletedAt,
        reason: row.deletedReason,
        properties: Object.fromEntries(columns.map((name) => [name, textOfProperty(row[name])])),
        supervisorId: supervisorOf.get(row.id) ?? null,
        groupIds: members.filter(({ memberId }) => memberId === row.id).map(({ groupId }) => groupId),
      },
    ]),
  );
}

const columns = Object.keys(userColumns) as UserColumn[];

async function expectEveryMoment(
  context: Context,
  { past, seen }: { past: Moment[]; seen: Record<"live" | "removed" | "not yet" | "differing" | "regrouped", number> },
): Promise<void> {
  const now = past.at(-1)?.people ?? new Map<string, Look>();
  for (const { at, people } of past) {
    for (const id of now.keys()) {
      const found = await personAsOf(context, { id, at });
      const then = people.get(id);
      seen[then ? then.state : "not yet"] += 1;
      if (!found?.known) {
        expect([id, found?.known, then]).toEqual([id, false, undefined]);
        continue;
      }
      const values = Object.entries(found.properties);
      if (values.some(([, value]) => value.was !== value.now)) seen.differing += 1;
      if (found.groups.some((group) => group.was !== group.now)) seen.regrouped += 1;
      expect([id, then]).toEqual([
        id,
        {
          state: found.state.was,
          removedAt: found.removal?.at ?? null,
          reason: found.removal?.reason ?? null,
          properties: Object.fromEntries(values.map(([name, value]) => [name, value.was])),
          supervisorId: found.supervisor.was?.id ?? null,
          groupIds: found.groups
            .filter((group) => group.was)
            .map((group) => group.id)
            .toSorted(),
        },
      ]);
      const dated = [...values.map(([, value]) => value), found.state, ...found.groups];
      expect(dated.filter((value) => value.was !== value.now && value.next === null)).toEqual([]);
    }
  }
}
