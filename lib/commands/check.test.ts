import { describe, expect, onTestFinished, test } from "vitest";
import { storeSetting } from "../settings/stored.ts";
import type { TenantOptions } from "../tenant/tenant.ts";
import { type CommandLine, commandLine } from "../testing/command-line.ts";
import { check, type Finding } from "./check.ts";

async function setUp(options?: TenantOptions): Promise<CommandLine> {
  const rollcall = await commandLine(options);
  onTestFinished(() => rollcall.close());
  return rollcall;
}

async function findings(rollcall: CommandLine, changes: Record<string, string | undefined> = {}): Promise<Finding[]> {
  const environment = { ...rollcall.environment, ...changes };
  const found: Finding[] = [];
  const transport = (request: Request) => rollcall.tenant.fetch(request);
  for await (const finding of check({ environment, transport })) found.push(finding);
  return found;
}

const names = (found: Finding[], ok: boolean) => found.filter((finding) => finding.ok === ok).map(({ name }) => name);

describe("the doctor", () => {
  test("finds everything well when it is", async () => {
    const found = await findings(await setUp());
    expect(found.map(({ name }) => name)).toEqual([
      "configuration",
      "database",
      "token",
      "permissions",
      "users",
      "groups",
      "organization",
      "group to sync",
    ]);
    expect(names(found, false)).toEqual([]);
  });

  test("says what was not granted and who can grant it", async () => {
    const found = await findings(await setUp({ consent: "none" }));
    expect(names(found, true)).toEqual(["configuration", "database", "token"]);
    const permissions = found.find(({ name }) => name === "permissions");
    expect(permissions?.message).toMatch(/User\.Read\.All and GroupMember\.Read\.All.*Privileged Role Administrator/);
  });

  test("sees a consent that was given a moment ago", async () => {
    const rollcall = await setUp({ consent: "none" });
    expect(names(await findings(rollcall), false)).toContain("permissions");
    rollcall.tenant.grantConsent();
    expect(names(await findings(rollcall), false)).toEqual([]);
  });

  test("goes on after a database that is not there, and asks nothing that needs it", async () => {
    const found = await findings(await setUp(), { DATABASE_URL: "postgresql://nobody@127.0.0.1:9/none" });
    expect(names(found, false)).toEqual(["database"]);
    expect(names(found, true)).toContain("organization");
    expect(found.map(({ name }) => name)).not.toContain("group to sync");
  });

  test("stops asking Graph where no token is to be had, with Entra's code", async () => {
    const found = await findings(await setUp(), { MSGRAPH_CLIENT_SECRET: "wrong" });
    expect(found.at(-1)).toMatchObject({
      name: "token",
      ok: false,
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
    expect(found.at(-1)).toMatchObject({ ok: true, message: expect.stringContaining(chosen.id) });
  });

  test.each([
    ["No such group", "group-missing"],
    ["Twins", "group-ambiguous"],
    [undefined, "configuration"],
  ])("finds fault with the group %s", async (setting, code) => {
    const rollcall = await setUp();
    for (const _ of [1, 2]) rollcall.tenant.addGroup({ displayName: "Twins" });
    const found = await findings(rollcall, { MSGRAPH_GROUP_NAME_TO_SYNC: setting });
    expect(found.at(-1)).toMatchObject({ name: "group to sync", ok: false, error: { code } });
  });

  test("names the one call that Graph refuses", async () => {
    const rollcall = await setUp();
    rollcall.tenant.faults.add({ match: "/groups?$top=1", status: 404, times: "always" });
    const found = await findings(rollcall);
    expect(names(found, false)).toEqual(["groups"]);
  });

  test("finds nothing but the configuration when that is wrong, and names everything wrong in it", async () => {
    const changes = { MSGRAPH_TENANT_ID: "common", MSGRAPH_GROUP_NAME_TO_SYNC: undefined };
    const [only, ...more] = await findings(await setUp(), changes);
    expect(more).toEqual([]);
    expect(only?.message).toMatch(/MSGRAPH_TENANT_ID.*MSGRAPH_GROUP_NAME_TO_SYNC/);
  });
});
