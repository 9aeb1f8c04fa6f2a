import { expect, test } from "vitest";
import { rejection, tenantGraph } from "../../testing/tenant-graph.ts";
import type { GraphSession } from "./graph.ts";
import { type MemberCollection, planMemberSlices, slicedMemberPages } from "./member-slices.ts";
import { type DirectoryObject, transitiveMemberPages } from "./members.ts";

async function read(session: GraphSession, of: MemberCollection, { lanes = 4 } = {}): Promise<DirectoryObject[]> {
  const plan = await planMemberSlices(session, { ...of, lanes, smallest: 20 });
  if (plan.state !== "planned") throw new Error(plan.reason);
  const members: DirectoryObject[] = [];
  for await (const { page } of slicedMemberPages(session, { ...of, slices: plan.slices })) members.push(...page.items);
  expect(members).toHaveLength(plan.total);
  return members;
}

const sorted = (members: DirectoryObject[]) => members.map(({ id, type }) => `${id} ${type}`).sort();

test("the slices of nested members are the plain list, every kind of member by its kind", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 700, pageLimit: 40 } });
  const { id: groupId } = tenant.groupToSync;
  const listed: DirectoryObject[] = [];
  for await (const { items } of transitiveMemberPages(session, groupId)) listed.push(...items);
  expect(new Set(listed.map(({ type }) => type)).size).toBe(4);
  expect(sorted(await read(session, { groupId, collection: "transitiveMembers" }))).toEqual(sorted(listed));
});

test("direct members are read in slices too", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 900, pageLimit: 20 } });
  const group = tenant.addGroup({ displayName: "Everybody" });
  for (const user of tenant.users.all()) tenant.addMember(group.id, user.id);
  tenant.addMember(group.id, tenant.groupToSync.id);
  const members = await read(session, { groupId: group.id, collection: "members" });
  expect(members.map(({ id }) => id).sort()).toEqual([...tenant.groups.memberIds(group.id)].sort());
  expect(members.filter(({ type }) => type === "group")).toHaveLength(1);
});

test("a group that can hold nothing but users has slices of users alone", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 300 } });
  const team = tenant.addGroup({ displayName: "Team", groupTypes: ["Unified"] });
  for (const user of tenant.users.all()) tenant.addMember(team.id, user.id);
  const members = await read(session, { groupId: team.id, collection: "transitiveMembers" });
  expect(members).toHaveLength(300);
});

test("the header goes with every page", async () => {
  const levels: (string | null)[] = [];
  const { tenant, session } = tenantGraph({
    tenant: { people: 500, pageLimit: 30 },
    transport: (tenant) => async (request) => {
      if (request.url.includes("/microsoft.graph.")) levels.push(request.headers.get("ConsistencyLevel"));
      return await tenant.fetch(request);
    },
  });
  await read(session, { groupId: tenant.groupToSync.id, collection: "transitiveMembers" });
  expect(levels.length).toBeGreaterThan(15);
  expect(new Set(levels)).toEqual(new Set(["eventual"]));
});

test("a tenant that takes no cast, or a group with members of a kind that no cast names, is read otherwise", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 300 } });
  const of = { groupId: tenant.groupToSync.id, collection: "transitiveMembers" as const };
  tenant.faults.add({ match: "microsoft.graph.user", status: 400, times: "always" });
  expect(await planMemberSlices(session, of)).toMatchObject({ state: "not-sliceable" });
  tenant.faults.clear();
  tenant.faults.add({ match: "microsoft.graph.device", status: 400, times: "always" });
  expect(await planMemberSlices(session, of)).toMatchObject({
    state: "not-sliceable",
    reason: expect.stringMatching(/holds \d+ objects, of which the casts name \d+/),
  });
  tenant.faults.clear();
  tenant.faults.add({ match: /startswith.* or startswith/, status: 501, times: "always" });
  expect(await planMemberSlices(session, { ...of, smallest: 20 })).toMatchObject({ state: "not-sliceable" });
});

test("a group that may not be read fails", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 30, roles: ["User.Read.All"] } });
  const of = { groupId: tenant.groupToSync.id, collection: "members" as const };
  expect(await rejection(planMemberSlices(session, of))).toMatchObject({ code: "consent-missing" });
});
