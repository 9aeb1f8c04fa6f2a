import { afterEach, expect, test } from "vitest";
import { changeSetting } from "../../commands/settings.ts";
import { sync } from "../../commands/sync.ts";
import { syncUser } from "../../commands/user-sync.ts";
import type { CopiedMemberships } from "../../config/config.ts";
import { testAdmin } from "../../testing/test-admin.ts";
import { type TestContext, testContext } from "../../testing/test-context.ts";

let opened: TestContext | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

async function open(memberships: CopiedMemberships) {
  opened = await testContext({ people: 60, environment: { ROLLCALL_MEMBERSHIPS: memberships } });
  return opened;
}

async function run({ context }: TestContext, kind?: "full" | "delta" | "preview") {
  const outcome = await sync(context, { requestedBy: "test", kind });
  if (outcome.state !== "ended") throw new Error("another run is in progress");
  return outcome.run;
}

/** A group outside the scope with somebody of it, somebody else, a nested group; and who they are. */
function plant({ tenant }: TestContext) {
  const [member = "", other = ""] = tenant.effectiveMembers(tenant.groupToSync.id);
  const stranger = tenant.addUser({ displayName: "Stranger" }).id;
  const club = tenant.addGroup({ displayName: "Club" }).id;
  const inner = tenant.addGroup({ displayName: "Inner club" }).id;
  for (const id of [member, stranger, inner]) tenant.addMember(club, id);
  tenant.addMember(inner, other);
  return { club, inner, member, other, stranger };
}

async function membersOf({ context }: TestContext, groupId: string): Promise<string[]> {
  const rows = await context.db.prisma.microsoftGraphGroupMember.findMany({ where: { groupId } });
  return rows.map(({ memberId }) => memberId).sort();
}

const history = ({ context }: TestContext, field: string) =>
  context.db.prisma.microsoftGraphUserChange.findMany({ where: { kind: "membership", field }, orderBy: { id: "asc" } });

const choose = ({ context }: TestContext, value: CopiedMemberships) =>
  changeSetting(context, { viewer: testAdmin(context), setting: { key: "memberships", value } });

test("memberships of all groups are those of the directory, of people of the copy and of groups, and of nobody else", async () => {
  const here = await open("all");
  const { club, inner, member, other, stranger } = plant(here);
  const first = await run(here);
  expect(first).toMatchObject({ state: "succeeded", proof: { memberships: { doubted: 0 } } });
  expect(await membersOf(here, club)).toEqual([member, inner].sort());
  expect(await membersOf(here, inner)).toEqual([other]);
  const strangers = await here.context.db.prisma.microsoftGraphGroupMember.count({ where: { memberId: stranger } });
  expect(strangers).toBe(0);
  expect(await run(here, "full")).toMatchObject({ counts: { updated: 0, removed: 0 }, membershipChanges: 0 });
});

test("a delta run keeps them up: joins, leavers, new and deleted groups, and people who are new to the copy", async () => {
  const here = await open("all");
  const { club, inner, member, other, stranger } = plant(here);
  const { tenant } = here;
  await run(here);
  tenant.removeMember(club, member);
  tenant.addMember(club, other);
  tenant.addMember(tenant.groupToSync.id, stranger);
  tenant.deleteGroup(inner);
  const fresh = tenant.addGroup({ displayName: "Fresh" }).id;
  tenant.addMember(fresh, member);
  expect(await run(here)).toMatchObject({ kind: "delta", counts: { created: 1 } });
  expect(await membersOf(here, club)).toEqual([other, stranger].sort());
  expect(await membersOf(here, inner)).toEqual([]);
  expect(await membersOf(here, fresh)).toEqual([member]);
  expect((await history(here, club)).map(({ userId, before, after }) => [userId, before, after])).toEqual([
    [member, "member", null],
    [other, null, "member"],
  ]);
  expect(await run(here, "full")).toMatchObject({ membershipChanges: 0 });
});

test("a group that goes in and out of the scope keeps what is kept of any group, and the scope is told apart", async () => {
  const here = await open("all");
  const { club, inner, member, stranger } = plant(here);
  const { tenant, context } = here;
  await run(here);
  const scope = async () => (await context.db.prisma.syncScope.findFirstOrThrow()).groupIds;
  expect(await scope()).not.toContain(club);
  tenant.addMember(tenant.groupToSync.id, club);
  expect(await run(here)).toMatchObject({ kind: "delta", counts: { created: 1 } });
  expect(await membersOf(here, club)).toEqual([member, stranger, inner].sort());
  expect(await scope()).toEqual(expect.arrayContaining([club, inner]));
  tenant.removeMember(tenant.groupToSync.id, club);
  expect(await run(here)).toMatchObject({ kind: "delta", counts: { removed: 1 } });
  expect(await scope()).not.toContain(club);
  // Somebody who was mirrored stays a row.
  expect(await membersOf(here, club)).toEqual([member, stranger, inner].sort());
});

test("choosing all and going back makes the next run full, says why, and is no change of anybody", async () => {
  const here = await open("scope");
  const { club, member } = plant(here);
  await run(here);
  expect(await membersOf(here, club)).toEqual([]);
  await choose(here, "all");
  expect(await run(here, "preview")).toMatchObject({ state: "succeeded" });
  expect(await here.context.db.prisma.syncPlanLine.count({ where: { kind: "membership" } })).toBe(0);
  const reason = "other memberships are to be copied";
  expect(await run(here)).toMatchObject({ kind: "full", reason, membershipChanges: 0 });
  expect(await membersOf(here, club)).toContain(member);
  await choose(here, "scope");
  expect(await run(here)).toMatchObject({ kind: "full", reason, membershipChanges: 0 });
  expect(await membersOf(here, club)).toEqual([]);
  expect(await membersOf(here, here.tenant.groupToSync.id)).not.toEqual([]);
  expect(await history(here, club)).toEqual([]);
  expect(await run(here)).toMatchObject({ kind: "delta" });
});

test("with every user of the directory as the scope, all memberships are those of all groups", async () => {
  const here = await open("all");
  const { club, inner, member, other, stranger } = plant(here);
  await here.context.db.prisma.setting.create({ data: { key: "groupToSync", value: "*", changedBy: "test" } });
  await run(here);
  expect(await membersOf(here, club)).toEqual([member, stranger, inner].sort());
  here.tenant.addMember(inner, stranger);
  expect(await run(here)).toMatchObject({ kind: "delta", state: "succeeded" });
  expect(await membersOf(here, inner)).toEqual([other, stranger].sort());
});

test("one person synced alone has all their groups too", async () => {
  const here = await open("all");
  const { club, inner, member } = plant(here);
  await run(here);
  const elsewhere = here.tenant.addGroup({ displayName: "Elsewhere" }).id;
  here.tenant.removeMember(club, member);
  here.tenant.addMember(elsewhere, member);
  expect(await syncUser(here.context, { id: member, requestedBy: "test" })).toMatchObject({ state: "changed" });
  expect(await membersOf(here, club)).toEqual([inner]);
  expect(await membersOf(here, elsewhere)).toEqual([member]);
});

test("a list that is cut off, refused, failing or told in nulls clears nothing that was good", async () => {
  const here = await open("all");
  const { club, inner, member } = plant(here);
  const { tenant, context } = here;
  await run(here);
  const before = await membersOf(here, club);
  const match = `/groups/${club}/members?`;
  const faults = [
    { kind: "somebody-missing", match, times: 2 },
    { match, status: 403, times: 2 },
    { match, status: 400 },
    { kind: "null-objects", match },
    { kind: "blank-objects", match, times: 2 },
    { kind: "untyped-objects", match },
  ] as const;
  for (const fault of faults) {
    tenant.faults.add(fault);
    const { state } = await run(here, "full");
    expect([fault, state, await membersOf(here, club)]).toEqual([fault, expect.any(String), before]);
    expect(await history(here, club)).toEqual([]);
  }
  tenant.addMember(club, tenant.effectiveMembers(tenant.groupToSync.id)[2] ?? "");
  tenant.removeMember(club, member);
  tenant.faults.add({ match: "/groups/delta", status: 403 });
  expect((await run(here)).state).toBe("failed");
  expect(await membersOf(here, club)).toEqual(before);
  expect(await run(here)).toMatchObject({ kind: "delta", membershipChanges: 2 });
  expect(await membersOf(here, club)).toContain(inner);
  const ledger = await context.db.prisma.syncRun.findMany({ where: { state: "failed" } });
  expect(ledger.length).toBeGreaterThan(2);
});

test("a group that hides its members, and looks empty to whoever may not see them, keeps those that were known", async () => {
  const here = await open("all");
  const { member } = plant(here);
  const { tenant, context } = here;
  await run(here);
  const council = tenant.groups.named("Works Council")[0]?.id ?? "";
  expect(await membersOf(here, council)).toEqual([]);
  const known = { groupId: council, memberId: member, memberType: "user" };
  await context.db.prisma.microsoftGraphGroupMember.create({ data: known });
  expect(await run(here, "full")).toMatchObject({ membershipChanges: 0, proof: { memberships: { doubted: 1 } } });
  expect(await membersOf(here, council)).toEqual([member]);
});
