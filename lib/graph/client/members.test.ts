import { expect, test } from "vitest";
import { changingAnswers, rejection, tenantGraph } from "../../testing/tenant-graph.ts";
import { isNotFound } from "./errors.ts";
import type { GraphSession } from "./graph.ts";
import {
  countTransitiveMembers,
  type DirectoryObject,
  groupsOfUser,
  membersOfGroups,
  transitiveMemberPages,
} from "./members.ts";
import type { Page } from "./pages.ts";

async function all(generator: AsyncGenerator<Page<DirectoryObject>>): Promise<DirectoryObject[]> {
  const members: DirectoryObject[] = [];
  for await (const page of generator) members.push(...page.items);
  return members;
}

const users = (members: DirectoryObject[]) => members.filter(({ type }) => type === "user").map(({ id }) => id);

test("nested members are read to the last page, each with its type", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 250, pageLimit: 100 } });
  const { id } = tenant.groupToSync;
  const members = await all(transitiveMemberPages(session, id));
  expect(users(members).sort()).toEqual(tenant.effectiveMembers(id).sort());
  expect(new Set(members.map(({ type }) => type))).toEqual(new Set(["user", "group", "device", "servicePrincipal"]));
  expect(await countTransitiveMembers(session, id)).toBe(members.length);
});

test("the list that decides removals asks for no cast and no consistency level", async () => {
  const asked: Request[] = [];
  const { tenant, session } = tenantGraph({
    transport: (tenant) => async (request) => {
      asked.push(request);
      return await tenant.fetch(request);
    },
  });
  await all(transitiveMemberPages(session, tenant.groupToSync.id));
  const lists = asked.filter((request) => request.url.includes("/transitiveMembers"));
  expect(lists.length).toBeGreaterThan(0);
  for (const request of lists) {
    expect(new URL(request.url).pathname).toMatch(/\/transitiveMembers$/);
    expect(request.headers.has("ConsistencyLevel")).toBe(false);
  }
});

test("direct members of many groups come in few requests, each group with all of its own", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 120, pageLimit: 7 } });
  // Of a group with hidden members Graph shows none without a permission of its own.
  const shown = tenant.groups.all().filter((group) => group.visibility !== "HiddenMembership");
  const ids = shown.map((group) => group.id);
  const read = new Map<string, string[]>(ids.map((id) => [id, []]));
  for await (const { groupId, members } of membersOfGroups(session, ids)) {
    read.get(groupId)?.push(...members.map((member) => member.id));
  }
  for (const id of ids) expect(read.get(id)?.sort()).toEqual(tenant.groups.memberIds(id).sort());
  const batches = tenant.requests.filter((request) => request.path.endsWith("/$batch"));
  expect(batches).toHaveLength(Math.ceil(ids.length / 20));
});

test("a group that is gone has no members among many, and one that is refused fails them all", async () => {
  const { tenant, session } = tenantGraph();
  const ids = tenant.groups.all().map((group) => group.id);
  const [gone = "", refused = ""] = ids;
  tenant.deleteGroup(gone);
  const read = new Set<string>();
  for await (const { groupId } of membersOfGroups(session, ids)) read.add(groupId);
  expect(read).toEqual(new Set(ids.filter((id) => id !== gone)));
  tenant.faults.add({ match: `/groups/${refused}/members`, status: 403 });
  expect(await rejection(membersOfGroups(session, ids).next())).toMatchObject({ code: "consent-missing" });
});

test("a member of unknown kind fails the list, for it may be a person", async () => {
  const { tenant, session } = tenantGraph({
    transport: (tenant) => changingAnswers(tenant, (body) => (body.value ? { value: [{ id: "u-1" }] } : undefined)),
  });
  await expect(all(transitiveMemberPages(session, tenant.groupToSync.id))).rejects.toThrow("what the member u-1 is");
});

test("a group that is gone has no empty list", async () => {
  const { tenant, session } = tenantGraph();
  tenant.deleteGroup(tenant.groupToSync.id);
  expect(isNotFound(await rejection(all(transitiveMemberPages(session, tenant.groupToSync.id))))).toBe(true);
});

test("what a user is in is told once, direct where it is both", async () => {
  const { tenant, session } = tenantGraph();
  const user = tenant.addUser({ displayName: "Nested Person" });
  const inner = tenant.addGroup({ displayName: "Inner" });
  const outer = tenant.addGroup({ displayName: "Outer" });
  tenant.addMember(outer.id, inner.id);
  tenant.addMember(inner.id, user.id);
  expect(await named(session, user.id)).toEqual([
    ["Inner", "group", true],
    ["Outer", "group", false],
  ]);
  tenant.addMember(outer.id, user.id);
  expect(await named(session, user.id)).toEqual([
    ["Inner", "group", true],
    ["Outer", "group", true],
  ]);
});

async function named(session: GraphSession, userId: string): Promise<unknown[]> {
  const memberships = await groupsOfUser(session, userId);
  return memberships.map(({ displayName, type, direct }) => [displayName, type, direct]).sort();
}
