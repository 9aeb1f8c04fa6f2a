import { beforeEach, expect, onTestFinished, test } from "vitest";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { sync } from "./sync.ts";
import { whyHere } from "./user-why.ts";

let at: TestContext;

beforeEach(async () => {
  at = await testContext({ people: 60 });
  onTestFinished(() => at.close());
  await sync(at.context, { requestedBy: "test" });
});

let askers = 0;
/** Everybody asks once, so that nobody has asked too often. */
const ask = (asked: string, sees: "copy" | "directory" = "directory") => {
  askers += 1;
  return whyHere(at.context, { asked, by: { id: `person ${askers}`, sees } });
};
const member = () => at.tenant.users.find(at.tenant.effectiveMembers(at.tenant.groupToSync.id)[0] ?? "");

test("an admin is told of anybody in the directory, a reader of whom the copy has", async () => {
  const inside = member();
  const outside = at.tenant.addUser({ displayName: "Outsider" });
  for (const sees of ["copy", "directory"] as const) {
    expect(await ask(inside?.userPrincipalName ?? "", sees)).toMatchObject({
      state: "found",
      shows: "everything",
      facts: { membership: "member", lastRun: { run: 1 } },
    });
  }
  expect(await ask(outside.userPrincipalName)).toMatchObject({ state: "found", facts: { membership: "not-member" } });
  const asked = at.tenant.requests.length;
  expect(await ask(outside.userPrincipalName, "copy")).toMatchObject({ state: "not-shown" });
  expect(at.tenant.requests.length).toBe(asked);
});

test("of somebody who left the group, a reader is shown no more of the directory than that the account is there", async () => {
  const { tenant, context } = at;
  const leaver = tenant.addUser({ displayName: "Leaver" });
  tenant.addMember(tenant.groupToSync.id, leaver.id);
  await sync(context, { requestedBy: "test" });
  tenant.removeMember(tenant.groupToSync.id, leaver.id);
  await sync(context, { requestedBy: "test" });
  expect(await ask(leaver.id, "copy")).toMatchObject({ state: "found", shows: "whether-there" });
  expect(await ask(leaver.id)).toMatchObject({ state: "found", shows: "everything" });
});

test("a guest is found by the sign-in name with its # and by the mail address people know", async () => {
  const guest = at.tenant.addUser({
    displayName: "Ann Partner",
    userPrincipalName: `ann_partner.example#EXT#@${at.tenant.domain}`,
    mail: "ann@partner.example",
    userType: "Guest",
  });
  for (const asked of [guest.userPrincipalName, "ann@partner.example"]) {
    expect(await ask(asked)).toMatchObject({ state: "found", facts: { directory: { id: guest.id } } });
  }
});

test("a deleted account says since when, also when the copy never had it", async () => {
  const stranger = at.tenant.addUser({ displayName: "Stranger" });
  at.tenant.deleteUser(stranger.id);
  const answer = await ask(stranger.id);
  if (answer.state !== "found") throw new Error(`Not found but ${answer.state}.`);
  expect(answer.facts).toMatchObject({ directory: null, mirror: null, membership: "account-missing" });
  expect(Date.parse(answer.facts.accountDeletedAt ?? "")).not.toBeNaN();
});

test("nobody of that name is told as such, with those of the copy who may be meant", async () => {
  const somebody = member();
  const answer = await ask(`${somebody?.surname}@elsewhere.example`);
  if (answer.state !== "nobody") throw new Error(`Not nobody but ${answer.state}.`);
  expect(answer.others.map(({ id }) => id)).toContain(somebody?.id);
  expect(await ask("00000000-0000-4000-8000-000000000000")).toEqual({ state: "nobody", others: [] });
  expect(await ask("a\0b")).toEqual({ state: "nobody", others: [] });
});

test("what Microsoft refuses comes with its code and request id, and who the copy has is named all the same", async () => {
  at.tenant.faults.add({ match: "/v1.0/users", status: 403, times: "always" });
  expect(await ask(member()?.id ?? "")).toMatchObject({
    state: "unanswered",
    id: member()?.id,
    report: { code: "consent-missing", status: 403, requestId: expect.any(String) },
  });
  at.tenant.faults.clear();
  at.tenant.faults.add({ match: "/v1.0/users", status: 429, retryAfter: 300, times: "always" });
  expect(await ask("nobody@contoso.example")).toMatchObject({
    state: "unanswered",
    id: undefined,
    report: { code: "graph-throttled", status: 429 },
  });
});

test("one person's questions are limited, because all of them draw on one quota", async () => {
  const by = { id: "busy person", sees: "directory" } as const;
  const states: string[] = [];
  for (let question = 0; question < 31; question += 1) {
    states.push((await whyHere(at.context, { asked: "00000000-0000-4000-8000-000000000000", by })).state);
  }
  expect(states.slice(0, 30)).not.toContain("too-many");
  expect(states[30]).toBe("too-many");
  expect(await ask(member()?.id ?? "")).toMatchObject({ state: "found" });
});
