import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { sync } from "./sync.ts";
import { lookUpUser } from "./user-lookup.ts";

let at: TestContext;

beforeEach(async () => {
  at = await testContext({ people: 60 });
  onTestFinished(() => at.close());
});

const run = () => sync(at.context, { requestedBy: "test" });
const look = (asked: string) => lookUpUser(at.context, { asked });

/** Somebody new in a group that is nested two deep in the group to sync. */
function nestedPerson() {
  const { tenant } = at;
  const outer = tenant.addGroup({ displayName: "Outer" });
  const inner = tenant.addGroup({ displayName: "Inner" });
  tenant.addMember(tenant.groupToSync.id, outer.id);
  tenant.addMember(outer.id, inner.id);
  const person = tenant.addUser({ displayName: "Nested Person" });
  tenant.addMember(inner.id, person.id);
  return person;
}

describe("looking a person up", () => {
  test("shows the way through nested groups, and that the next run adds them", async () => {
    const person = nestedPerson();
    const found = await look(person.userPrincipalName.toUpperCase());
    expect(found.directory?.id).toBe(person.id);
    expect(found.mirror).toBeNull();
    expect(found.membership).toBe("member");
    expect(found.path.map((group) => group.displayName)).toEqual(["Inner", "Outer", at.tenant.groupToSync.displayName]);
    expect(found.explanation.join(" ")).toMatch(/through "Inner" in "Outer".*never had.*next run will add/);
  });

  test("counts the other ways in, and shows the next shortest", async () => {
    const person = nestedPerson();
    const { tenant } = at;
    expect((await look(person.id)).otherWays).toEqual({ count: 0, isExact: true, first: [] });
    const [inner, outer] = [tenant.groups.named("Inner")[0], tenant.groups.named("Outer")[0]];
    const second = tenant.addGroup({ displayName: "Second" });
    tenant.addMember(outer?.id ?? "", second.id);
    tenant.addMember(second.id, inner?.id ?? "");
    tenant.addMember(second.id, person.id);
    tenant.addMember(tenant.groupToSync.id, person.id);
    const toSync = tenant.groupToSync.displayName;
    const { path, otherWays, explanation } = await look(person.id);
    expect(path.map((group) => group.displayName)).toEqual([toSync]);
    const ways = otherWays.first.map((way) => way.map((group) => group.displayName));
    expect(ways.slice(0, 2).sort()).toEqual([
      ["Inner", "Outer", toSync],
      ["Second", "Outer", toSync],
    ]);
    expect(ways[2]).toEqual(["Inner", "Second", "Outer", toSync]);
    expect(otherWays).toMatchObject({ count: 3, isExact: true });
    expect(explanation.join(" ")).toContain("There are 3 other ways in.");
  });

  test("ends where groups contain each other", async () => {
    const person = nestedPerson();
    const [inner, outer] = [at.tenant.groups.named("Inner")[0], at.tenant.groups.named("Outer")[0]];
    at.tenant.addMember(inner?.id ?? "", outer?.id ?? "");
    const away = at.tenant.addGroup({ displayName: "Away" });
    const circle = at.tenant.addGroup({ displayName: "Circle" });
    at.tenant.addMember(away.id, circle.id);
    at.tenant.addMember(circle.id, away.id);
    at.tenant.addMember(away.id, person.id);
    expect((await look(person.id)).path.map((group) => group.displayName)).toEqual([
      "Inner",
      "Outer",
      at.tenant.groupToSync.displayName,
    ]);
  });

  test("says which run saw the last change, once there was one", async () => {
    const person = nestedPerson();
    await run();
    at.tenant.updateUser(person.id, { jobTitle: "Archivist" });
    const second = await run();
    if (second.state !== "ended") throw new Error("The run did not end.");
    const found = await look(person.id);
    expect(found.mirror).toMatchObject({ jobTitle: "Archivist", deletedAt: null });
    expect(found.lastChange).toMatchObject({
      run: second.run.id,
      changes: [{ kind: "updated", field: "jobTitle", after: "Archivist" }],
    });
    expect(found.explanation.join(" ")).toContain(`Run ${second.run.id} saw the last change`);
    expect(found.explanation.join(" ")).not.toContain("next run");
  });

  test("tells an account outside the group how it would get in", async () => {
    const person = at.tenant.addUser({ displayName: "Outsider" });
    const found = await look(person.id);
    expect(found.membership).toBe("not-member");
    expect(found.explanation.join(" ")).toContain("add it there");
  });

  test("says of a disabled account that it is copied all the same", async () => {
    const person = nestedPerson();
    at.tenant.updateUser(person.id, { accountEnabled: false });
    expect((await look(person.id)).explanation[0]).toContain("disabled");
  });

  test("knows a deleted account by the copy, by id and by its name, and what the next run will do", async () => {
    const person = nestedPerson();
    await run();
    at.tenant.deleteUser(person.id);
    for (const asked of [person.id, person.userPrincipalName]) {
      const found = await look(asked);
      expect(found).toMatchObject({ directory: null, membership: "account-missing", mirror: { id: person.id } });
      expect(found.explanation.join(" ")).toMatch(/does not exist.*will remove this person \(account-deleted\)/);
    }
    await run();
    const removed = await look(person.id);
    expect(removed.explanation.join(" ")).toContain("as removed since");
    expect(removed.explanation.join(" ")).not.toContain("will remove");
  });

  test("finds an account under its new name when asked for the old one", async () => {
    const person = nestedPerson();
    await run();
    at.tenant.updateUser(person.id, { userPrincipalName: `married@${at.tenant.domain}` });
    const found = await look(person.userPrincipalName);
    expect(found.directory).toMatchObject({ id: person.id, userPrincipalName: `married@${at.tenant.domain}` });
  });

  test("says of a held removal which run waits for a yes", async () => {
    await run();
    const people = at.tenant.effectiveMembers(at.tenant.groupToSync.id).slice(0, 30);
    for (const id of people) at.tenant.deleteUser(id);
    const held = await run();
    if (held.state !== "ended") throw new Error("The run did not end.");
    const found = await look(people[0] ?? "");
    expect(found.held).toEqual({ run: held.run.id, reason: "account-deleted" });
    expect(found.explanation.join(" ")).toContain(`Run ${held.run.id} would remove this person`);
  });

  test("is refused when neither side knows the person", async () => {
    await expect(look("nobody@contoso.example")).rejects.toMatchObject({ code: "not-found" });
    await expect(look("00000000-0000-4000-8000-000000000000")).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("looking a person up while the group to sync is unclear", () => {
  test.each([
    ["No such group", "missing", "correct the group to sync"],
    ["*", "everyone", "Every user of the directory"],
  ])("of the setting %s still tells both sides", async (setting, state, words) => {
    const other = await testContext({ people: 5, environment: { MSGRAPH_GROUP_NAME_TO_SYNC: setting } });
    onTestFinished(() => other.close());
    const person = other.tenant.addUser({ displayName: "Somebody" });
    const found = await lookUpUser(other.context, { asked: person.id });
    expect(found.groupToSync.state).toBe(state);
    expect(found.explanation.join(" ")).toContain(words);
  });

  test("names the ids of groups that share the name", async () => {
    const other = await testContext({ people: 5, environment: { MSGRAPH_GROUP_NAME_TO_SYNC: "Twins" } });
    onTestFinished(() => other.close());
    const twins = [other.tenant.addGroup({ displayName: "Twins" }), other.tenant.addGroup({ displayName: "Twins" })];
    const person = other.tenant.addUser({ displayName: "Somebody" });
    const found = await lookUpUser(other.context, { asked: person.id });
    for (const twin of twins) expect(found.explanation.join(" ")).toContain(twin.id);
  });
});
