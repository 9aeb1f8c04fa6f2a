import { expect, test } from "vitest";
import { rejection, tenantGraph } from "../../testing/tenant-graph.ts";
import { type MembershipState, verifyMembership } from "./membership.ts";

const unknown = "99999999-0000-4000-8000-000000000009";

/** A directory with people in the group, people outside, one deleted and one who never was; and the right answer. */
function populated() {
  const made = tenantGraph({ tenant: { people: 120 } });
  const { tenant } = made;
  const groupId = tenant.groupToSync.id;
  const everyone = [...tenant.users.all()].map((user) => user.id);
  const [deleted = ""] = tenant.effectiveMembers(groupId);
  tenant.deleteUser(deleted);
  const members = new Set(tenant.effectiveMembers(groupId));
  const expected = new Map<string, MembershipState>(
    everyone.map((id) => [id, members.has(id) ? "member" : "not-member"]),
  );
  expected.set(deleted, "account-missing").set(unknown, "account-missing");
  return { ...made, groupId, expected };
}

test("each person is a member, not a member, or without an account", async () => {
  const { session, groupId, expected } = populated();
  const states = await verifyMembership(session, { groupId, userIds: expected.keys() });
  expect(states).toEqual(expected);
  expect(new Set(states.values())).toEqual(new Set(["member", "not-member", "account-missing"]));
  expect(session.usage.requests).toBe(Math.ceil(expected.size / 10));
});

test.each([400, 403, 404, 405, 501])(
  "where checkMemberGroups answers %i, the groups of the person decide",
  async (status) => {
    const { tenant, session, groupId, expected } = populated();
    tenant.faults.add({ match: "checkMemberGroups", status, times: "always" });
    expect(await verifyMembership(session, { groupId, userIds: expected.keys() })).toEqual(expected);
  },
);

test("throttled questions are asked again and never taken for an absence", async () => {
  const { tenant, session, groupId, expected } = populated();
  tenant.faults.add({ match: /checkMemberGroups|select=id/, status: 429, retryAfter: 3, times: 15 });
  expect(await verifyMembership(session, { groupId, userIds: expected.keys() })).toEqual(expected);
});

test("a refusal to tell whether an account exists is a failure", async () => {
  const { tenant, session, groupId, expected } = populated();
  tenant.faults.add({ match: "$select=id", status: 403, times: "always" });
  const error = await rejection(verifyMembership(session, { groupId, userIds: expected.keys() }));
  expect(error).toMatchObject({ code: "consent-missing" });
});

test("a person who goes between the two questions is without an account", async () => {
  const { tenant, session, groupId } = populated();
  const [id = ""] = tenant.effectiveMembers(groupId);
  tenant.faults.add({ match: "checkMemberGroups", status: 404 });
  tenant.faults.add({ match: "transitiveMemberOf", status: 404 });
  expect(await verifyMembership(session, { groupId, userIds: [id] })).toEqual(new Map([[id, "account-missing"]]));
});
