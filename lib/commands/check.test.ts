import { describe, expect, onTestFinished, test } from "vitest";
import { storeSetting } from "../settings/stored.ts";
import type { TenantOptions } from "../tenant/tenant.ts";
import { type CommandLine, commandLine } from "../testing/command-line.ts";
import { check } from "./check.ts";
import type { Finding, Waiting } from "./check-finding.ts";

async function setUp(options?: TenantOptions): Promise<CommandLine> {
  const rollcall = await commandLine(options);
  onTestFinished(() => rollcall.close());
  return rollcall;
}

type Options = Omit<Parameters<typeof check>[0], "environment">;

async function everything(
  rollcall: CommandLine,
  changes: Record<string, string | undefined> = {},
  options: Options = {},
): Promise<(Finding | Waiting)[]> {
  const environment = { ...rollcall.environment, ...changes };
  const found: (Finding | Waiting)[] = [];
  const transport = (request: Request) => rollcall.tenant.fetch(request);
  for await (const finding of check({ environment, transport, ...options })) found.push(finding);
  return found;
}

async function findings(...given: Parameters<typeof everything>): Promise<Finding[]> {
  return (await everything(...given)).filter((finding) => finding.state !== "waiting");
}

const named = (found: Finding[], name: string) => found.find((finding) => finding.name === name);
const names = (found: Finding[], state: Finding["state"]) =>
  found.filter((finding) => finding.state === state).map(({ name }) => name);

describe("the doctor", () => {
  test("finds everything well when it is", async () => {
    const found = await findings(await setUp());
    expect(found.map(({ name }) => name)).toEqual([
      ...["configuration", "database", "credential", "clock", "token", "permissions", "users", "groups"],
      ...["organization", "supervisors", "deleted users", "delta", "group to sync", "members", "hidden membership"],
    ]);
    expect(found.filter(({ state }) => state !== "ok")).toEqual([]);
    expect(named(found, "permissions")?.message).toContain("User.Read.All granted, GroupMember.Read.All granted");
  });

  test("tells of groups that hide their members where all memberships are copied", async () => {
    const rollcall = await setUp();
    const changes = { ROLLCALL_MEMBERSHIPS: "all" };
    const memberships = async () => named(await findings(rollcall, changes), "memberships");
    expect(await memberships()).toMatchObject({ state: "ok", message: expect.stringContaining("0 at the last run") });
    expect((await rollcall.run(["sync"], { environment: changes })).code).toBe(0);
    const hidden = rollcall.tenant.groups.all().filter(({ visibility }) => visibility === "HiddenMembership").length;
    expect(hidden).toBeGreaterThan(0);
    const message = expect.stringContaining(`but for ${hidden} that hide them`);
    expect(await memberships()).toMatchObject({ state: "concern", message });
  });

  test("says what was not granted and who can grant it", async () => {
    const found = await findings(await setUp({ consent: "none" }));
    expect(names(found, "ok")).toEqual(["configuration", "database", "credential", "clock", "token"]);
    const permissions = found.find(({ name }) => name === "permissions");
    expect(permissions?.message).toMatch(/User\.Read\.All and GroupMember\.Read\.All.*Privileged Role Administrator/);
  });

  test("sees a consent that was given a moment ago", async () => {
    const rollcall = await setUp({ consent: "none" });
    expect(names(await findings(rollcall), "failed")).toContain("permissions");
    rollcall.tenant.grantConsent();
    expect(names(await findings(rollcall), "failed")).toEqual([]);
  });

  test("goes on after a database that is not there, and asks nothing that needs it", async () => {
    const found = await findings(await setUp(), { DATABASE_URL: "postgresql://nobody@127.0.0.1:9/none" });
    expect(names(found, "failed")).toEqual(["database"]);
    expect(names(found, "ok")).toContain("organization");
    expect(found.map(({ name }) => name)).not.toContain("group to sync");
  });

  test("stops asking Graph where no token is to be had, with Entra's code", async () => {
    const rollcall = await setUp();
    const found = await findings(rollcall, { MSGRAPH_CLIENT_SECRET: "wrong" });
    expect(found.at(-1)).toMatchObject({
      name: "token",
      state: "failed",
      explanation: {
        mender: expect.stringContaining("runs Rollcall"),
        link: {
          href: `https://portal.azure.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Credentials/appId/${rollcall.tenant.clientId}`,
        },
      },
      error: { code: "credentials-refused", graphCode: "AADSTS7000215", requestId: expect.any(String) },
    });
  });

  test("looks at the group that a person chose in the browser, not the environment's", async () => {
    const rollcall = await setUp();
    const chosen = rollcall.tenant.addGroup({ displayName: "Chosen" });
    await storeSetting(rollcall.database.db.pool, {
      ...{ key: "groupToSync", value: "Chosen" },
      ...{ changedBy: "test", changedAt: new Date() },
    });
    const found = await findings(rollcall, { MSGRAPH_GROUP_NAME_TO_SYNC: "No such group" });
    expect(named(found, "group to sync")).toMatchObject({ state: "ok", message: expect.stringContaining(chosen.id) });
    // Nobody is in it: worth a word, and no fault.
    expect(named(found, "members")).toMatchObject({ state: "concern" });
  });

  test.each([
    ["No such group", "group-missing"],
    ["Twins", "group-ambiguous"],
    [undefined, "configuration"],
  ])("finds fault with the group %s", async (setting, code) => {
    const rollcall = await setUp();
    for (const _ of [1, 2]) rollcall.tenant.addGroup({ displayName: "Twins" });
    const found = await findings(rollcall, { MSGRAPH_GROUP_NAME_TO_SYNC: setting });
    expect(found.at(-1)).toMatchObject({ name: "group to sync", state: "failed", error: { code } });
  });

  test("names the one call that Graph refuses", async () => {
    const rollcall = await setUp();
    rollcall.tenant.faults.add({ match: "/groups?$top=1", status: 404, times: "always" });
    const found = await findings(rollcall);
    expect(names(found, "failed")).toEqual(["groups"]);
  });

  test("finds nothing but the configuration when that is wrong, and names everything wrong in it", async () => {
    const changes = { MSGRAPH_TENANT_ID: "common", MSGRAPH_GROUP_NAME_TO_SYNC: undefined };
    const [only, ...more] = await findings(await setUp(), changes);
    expect(more).toEqual([]);
    expect(only?.message).toMatch(/MSGRAPH_TENANT_ID.*MSGRAPH_GROUP_NAME_TO_SYNC/);
  });

  test("compares the clocks: five minutes off is a fault with what to do, one minute is worth a word", async () => {
    const rollcall = await setUp();
    const clockAt = async (minutes: number) => {
      const now = () => new Date(Date.now() + minutes * 60_000);
      return named(await findings(rollcall, {}, { now }), "clock");
    };
    expect(await clockAt(6)).toMatchObject({ state: "failed", message: expect.stringMatching(/6 minutes ahead.*NTP/) });
    expect(await clockAt(-7)).toMatchObject({ state: "failed", message: expect.stringContaining("7 minutes behind") });
    expect(await clockAt(2)).toMatchObject({ state: "concern" });
    expect(await clockAt(0)).toMatchObject({ state: "ok" });
  });

  test("says which group hides its members, and which permission shows them", async () => {
    const roles = ["User.Read.All", "GroupMember.Read.All"];
    const rollcall = await setUp({ roles });
    const council = rollcall.tenant.groups.named("Works Council")[0];
    const changes = { MSGRAPH_GROUP_NAME_TO_SYNC: council?.id };
    const hidden = named(await findings(rollcall, changes), "hidden membership");
    expect(hidden).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/"Works Council" hides its members.*Member\.Read\.Hidden/),
      error: { code: "consent-missing" },
    });
    rollcall.tenant.grantConsent([...roles, "Member.Read.Hidden"]);
    expect(named(await findings(rollcall, changes), "hidden membership")).toMatchObject({ state: "ok" });
  });

  test("says which nested group hides its members, and when the tenant does not tell of nested groups", async () => {
    const roles = ["User.Read.All", "GroupMember.Read.All"];
    const rollcall = await setUp({ roles });
    const { tenant } = rollcall;
    const outer = tenant.addGroup({ displayName: "Outer" });
    const changes = { MSGRAPH_GROUP_NAME_TO_SYNC: outer.id };
    const visibility = async () => named(await findings(rollcall, changes), "hidden membership");
    expect(await visibility()).toMatchObject({ state: "ok", message: expect.stringContaining("no group is nested") });
    const inner = tenant.addGroup({ displayName: "Inner" });
    tenant.addMember(outer.id, inner.id);
    expect(await visibility()).toMatchObject({ state: "ok", message: expect.stringContaining("nested in it (1)") });
    const council = tenant.groups.named("Works Council")[0];
    tenant.addMember(inner.id, council?.id ?? "");
    expect(await visibility()).toMatchObject({
      state: "concern",
      message: expect.stringMatching(
        /"Works Council" \(.*\), nested in the group, hides.*Member\.Read\.Hidden is granted/,
      ),
    });
    tenant.grantConsent([...roles, "Member.Read.Hidden"]);
    expect(await visibility()).toMatchObject({ state: "ok" });
    tenant.faults.add({ match: "microsoft.graph.group", status: 400, times: "always" });
    expect(await visibility()).toMatchObject({ state: "ok", message: expect.stringContaining("does not tell") });
  });

  test("tells a tenant without delta from one that keeps it back", async () => {
    const rollcall = await setUp();
    rollcall.tenant.faults.add({ match: "/users/delta", status: 501, times: "always" });
    expect(named(await findings(rollcall), "delta")).toMatchObject({ state: "concern" });
    rollcall.tenant.faults.clear();
    rollcall.tenant.faults.add({ match: "/groups/delta", status: 403, times: "always" });
    expect(named(await findings(rollcall), "delta")).toMatchObject({
      state: "failed",
      explanation: { mender: expect.stringContaining("Privileged Role Administrator"), link: { href: "/consent" } },
    });
  });

  test("goes on when the recycle bin is closed, as a run does", async () => {
    const rollcall = await setUp();
    rollcall.tenant.faults.add({ match: "/directory/deletedItems", status: 403, times: "always" });
    const found = await findings(rollcall);
    expect(names(found, "concern")).toEqual(["deleted users"]);
    expect(names(found, "failed")).toEqual([]);
  });
});

describe("a consent that is spreading", () => {
  test("is waited for, saying so, until Microsoft's servers agree", async () => {
    const rollcall = await setUp({ consent: "none" });
    const pauses: number[] = [];
    const sleep = async (milliseconds: number) => {
      pauses.push(milliseconds);
      if (pauses.length === 2) rollcall.tenant.grantConsent();
    };
    const found = await everything(rollcall, {}, { waits: true, sleep });
    const waiting = found.filter(({ state }) => state === "waiting");
    expect(waiting).toMatchObject([
      { name: "permissions", message: expect.stringMatching(/learn of it.*in 10 seconds \(1 of 7\)/) },
      { name: "permissions", message: expect.stringContaining("in 15 seconds (2 of 7)") },
    ]);
    expect(pauses).toEqual([10_000, 15_000]);
    expect(found.filter(({ state }) => state === "failed")).toEqual([]);
    expect(found.map(({ name }) => name)).toContain("group to sync");
  });

  test("is waited for five minutes at most", async () => {
    const pauses: number[] = [];
    const sleep = async (milliseconds: number) => void pauses.push(milliseconds);
    const found = await everything(await setUp({ consent: "none" }), {}, { waits: true, sleep });
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBe(280_000);
    expect(found.filter(({ state }) => state === "failed").map(({ name }) => name)).toContain("permissions");
  });

  test("is not waited for when nobody gave one lately, nor for a fault that time does not mend", async () => {
    const sleep = () => Promise.reject(new Error("nothing is worth waiting for"));
    const none = await everything(await setUp({ consent: "none" }), {}, { sleep });
    expect(none.find(({ state }) => state === "failed")).toMatchObject({ name: "permissions" });
    const wrong = await everything(await setUp(), { MSGRAPH_CLIENT_SECRET: "wrong" }, { waits: true, sleep });
    expect(wrong.at(-1)).toMatchObject({ name: "token", state: "failed" });
  });
});

describe("the redirect URIs", () => {
  const consent = "http://localhost:3999/consent/callback";
  const web = { NEXTAUTH_URL: "http://localhost:3999", NEXTAUTH_SECRET: "a secret that only tests know, long enough" };
  const asked = async () => Response.json({ ok: true });

  test("are compared with the registration by Entra itself", async () => {
    const rollcall = await setUp({ redirectUris: [consent] });
    const found = await findings(rollcall, web, { asked });
    expect(named(found, "redirect URI for consent")).toMatchObject({
      state: "ok",
      message: `${consent} is registered at Microsoft Entra.`,
    });
    expect(named(found, "redirect URI for sign-in")).toMatchObject({ state: "ok" });
  });

  test("that are not registered, or not answered by us, are worth a word and keep no run from working", async () => {
    const rollcall = await setUp();
    const missing = await findings(rollcall, web, { asked });
    expect(named(missing, "redirect URI for consent")).toMatchObject({
      state: "concern",
      message: expect.stringMatching(/is not registered: add it .* Authentication/),
    });
    const strange = async () => new Response("<h1>It works</h1>", { headers: { "content-type": "text/html" } });
    const found = await findings(rollcall, web, { asked: strange });
    expect(named(found, "redirect URI for sign-in")).toMatchObject({
      state: "concern",
      message: expect.stringContaining("What answers at http://localhost:3999 is not Rollcall (HTTP 200)"),
    });
    const silent = () => Promise.reject(new TypeError("fetch failed"));
    expect(named(await findings(rollcall, web, { asked: silent }), "redirect URI for sign-in")?.message).toContain(
      "does not answer",
    );
    expect(names(found, "failed")).toEqual([]);
  });
});

test("the end of the certificate and of the secret is told before it comes", async () => {
  const rollcall = await setUp();
  const now = () => new Date();
  const day = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);
  const credential = async (days: number) =>
    named(await findings(rollcall, { MSGRAPH_CLIENT_SECRET_EXPIRES_ON: day(days) }, { now }), "credential");
  expect(await credential(60)).toMatchObject({ state: "ok", message: expect.stringContaining(`until ${day(60)}`) });
  expect(await credential(5)).toMatchObject({ state: "concern", message: expect.stringContaining(`on ${day(5)}`) });
  expect(await credential(-2)).toMatchObject({ state: "concern", message: expect.stringContaining("ended on") });
});
