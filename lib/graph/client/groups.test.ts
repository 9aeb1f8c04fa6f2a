import { expect, test } from "vitest";
import { rejection, tenantGraph } from "../../testing/tenant-graph.ts";
import { countGroups, groupPages, groupsMissing, resolveGroup } from "./groups.ts";

const unknown = "99999999-0000-4000-8000-000000000009";

test("every group of the directory is listed once", async () => {
  const { tenant, session } = tenantGraph({ tenant: { pageLimit: 7 } });
  const listed: (string | null)[] = [];
  for await (const page of groupPages(session)) listed.push(...page.items.map((group) => group.displayName));
  expect(listed.sort()).toEqual(
    tenant.groups
      .all()
      .map((group) => group.displayName)
      .sort(),
  );
  expect(await countGroups(session)).toBe(listed.length);
});

test("a group is found by its name and by its id", async () => {
  const { tenant, session } = tenantGraph();
  const { id, displayName } = tenant.groupToSync;
  const byName = await resolveGroup(session, displayName);
  expect(byName).toMatchObject({ state: "found", group: { id, displayName, groupTypes: [], securityEnabled: true } });
  expect(await resolveGroup(session, id)).toEqual(byName);
  expect(await resolveGroup(session, id.toUpperCase())).toEqual(byName);
});

test.each(["Children's Book Club & Friends", "R&D #1 100% +", "=cmd()", "a/b?c=d", "株式会社", "it's ''quoted''"])(
  "the group named %s is found, and no other",
  async (displayName) => {
    const { tenant, session } = tenantGraph();
    const { id } = tenant.addGroup({ displayName });
    expect(await resolveGroup(session, displayName)).toMatchObject({ state: "found", group: { id, displayName } });
    expect(await resolveGroup(session, `${displayName}x`)).toEqual({ state: "missing" });
  },
);

test("two groups of one name are told with their ids, also when they stand on different pages", async () => {
  const { tenant, session } = tenantGraph({ tenant: { pageLimit: 1 } });
  const ids = tenant.groups.named("Project Falcon").map((group) => group.id);
  expect(ids).toHaveLength(2);
  const resolution = await resolveGroup(session, "Project Falcon");
  expect(resolution.state).toBe("ambiguous");
  expect(resolution.state === "ambiguous" && resolution.groups.map((group) => group.id).sort()).toEqual(ids.sort());
});

test("a group that is not there is missing, by name and by id", async () => {
  const { session } = tenantGraph();
  expect(await resolveGroup(session, "Nobody's Group")).toEqual({ state: "missing" });
  expect(await resolveGroup(session, unknown)).toEqual({ state: "missing" });
});

test("a group may be named like an id", async () => {
  const { tenant, session } = tenantGraph();
  const { id } = tenant.addGroup({ displayName: unknown });
  expect(await resolveGroup(session, unknown)).toMatchObject({ state: "found", group: { id } });
});

test("an error while a name is looked up is no missing group", async () => {
  const { tenant, session } = tenantGraph();
  tenant.faults.add({ match: "GET /v1.0/groups", status: 500, times: "always" });
  expect(await rejection(resolveGroup(session, tenant.groupToSync.displayName))).toMatchObject({ status: 500 });
});

test("of many ids those are missing that Graph, asked for each, does not know", async () => {
  const { tenant, session } = tenantGraph();
  const ids = tenant.groups.all().map((group) => group.id);
  const [deleted = ""] = ids.slice(-1);
  tenant.deleteGroup(deleted);
  expect((await groupsMissing(session, [...ids, unknown])).sort()).toEqual([deleted, unknown].sort());
  tenant.faults.add({ match: `/groups/${ids[0]}?`, status: 403 });
  expect(await rejection(groupsMissing(session, ids))).toMatchObject({ code: "consent-missing" });
});
