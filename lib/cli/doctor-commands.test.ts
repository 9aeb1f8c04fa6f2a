import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CommandLine, commandLine } from "../testing/command-line.ts";

let rollcall: CommandLine;

beforeAll(async () => {
  rollcall = await commandLine();
});

afterAll(() => rollcall.close());

const lines = (text: string) => text.trimEnd().split("\n");

describe("check", () => {
  test("says ok of each thing and ends with 0", async () => {
    const { code, stdout, stderr } = await rollcall.run(["check"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(lines(stdout).every((line) => line.startsWith("ok "))).toBe(true);
    expect(stdout).toContain(rollcall.tenant.groupToSync.id);
  });

  test("ends with 1 without consent, and says what to do", async () => {
    rollcall.tenant.revokeConsent();
    const { code, stdout, stderr } = await rollcall.run(["check"]);
    const json = await rollcall.run(["check", "--json"]);
    rollcall.tenant.grantConsent();
    expect([code, json.code]).toEqual([1, 1]);
    expect(stdout).toMatch(/^FAILED {2}permissions: .*Get consent/m);
    expect(stderr).toContain("Get consent");
    const { ok, checks } = JSON.parse(json.stdout);
    expect(ok).toBe(false);
    expect(checks).toContainEqual(
      expect.objectContaining({
        name: "permissions",
        ok: false,
        error: expect.objectContaining({ code: "consent-missing" }),
      }),
    );
  });

  test("ends with 2 when the configuration is wrong", async () => {
    const { code, stdout } = await rollcall.run(["check"], { environment: { MSGRAPH_APPLICATION_ID: "mine" } });
    expect(code).toBe(2);
    expect(lines(stdout)).toEqual([expect.stringMatching(/^FAILED {2}configuration: .*MSGRAPH_APPLICATION_ID/)]);
  });
});

describe("runs and user", () => {
  test("runs says that there was none, then lists them, newest first", async () => {
    expect((await rollcall.run(["runs"])).stdout).toContain("no run yet");
    await rollcall.run(["sync"], { environment: { MSGRAPH_GROUP_NAME_TO_SYNC: "No such\u001b[31m group" } });
    await rollcall.run(["sync"]);

    const { code, stdout, stderr } = await rollcall.run(["runs"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [, newest, older, reason] = lines(stdout);
    expect(newest).toMatch(/^\d+ +full +succeeded/);
    expect(older).toMatch(/^\d+ +full +failed/);
    expect(reason).toContain("No such\\u001b[31m group");

    const json = JSON.parse((await rollcall.run(["runs", "--json", "--limit", "1"])).stdout);
    expect(json).toHaveLength(1);
    expect(json[0]).toMatchObject({
      kind: "full",
      state: "succeeded",
      requestedBy: expect.stringContaining("command line"),
    });
  });

  test("user shows both sides and why, and obeys no escape sequence in a name", async () => {
    const person = rollcall.tenant.addUser({ displayName: "Red \u001b[31m Person" });
    rollcall.tenant.addMember(rollcall.tenant.groupToSync.id, person.id);
    const { code, stdout, stderr } = await rollcall.run(["user", person.userPrincipalName]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("Red \\u001b[31m Person");
    expect(stdout).toContain("direct member");
    expect(stdout).not.toContain("\u001b");

    const json = JSON.parse((await rollcall.run(["microsoft-graph-user", person.id, "--json"])).stdout);
    expect(json).toMatchObject({ directory: { displayName: "Red \u001b[31m Person" }, membership: "member" });
  });

  test("user --on shows what the copy had then beside now, also while Microsoft refuses us", async () => {
    const person = rollcall.tenant.addUser({ displayName: "Mia Moved", jobTitle: "Analyst" });
    rollcall.tenant.addMember(rollcall.tenant.groupToSync.id, person.id);
    await rollcall.run(["sync"]);
    const on = new Date().toISOString();
    rollcall.tenant.updateUser(person.id, { jobTitle: "Head\u001b[31m" });
    await rollcall.run(["sync"]);
    const [{ run }] = JSON.parse((await rollcall.run(["runs", "--json", "--limit", "1"])).stdout);
    rollcall.tenant.revokeConsent();
    const text = await rollcall.run(["user", person.userPrincipalName, "--on", on]);
    const json = await rollcall.run(["user", person.id, "--on", on, "--json"]);
    const before = await rollcall.run(["user", person.id, "--on", "2020-02-29"]);
    rollcall.tenant.grantConsent();
    expect({ code: text.code, stderr: text.stderr }).toEqual({ code: 0, stderr: "" });
    expect(text.stdout).toMatch(/: in the group\./);
    expect(text.stdout).toMatch(new RegExp(`^jobTitle +Analyst +Head\\\\u001b\\[31m +run ${run}, `, "m"));
    expect(text.stdout).toContain(rollcall.tenant.groupToSync.displayName);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ...{ asked: person.id, id: person.id, at: on, known: true, removal: null },
      properties: { jobTitle: { was: "Analyst", now: "Head\u001b[31m", next: { run: Number(run) } } },
    });
    expect(before).toMatchObject({ code: 0, stdout: expect.stringContaining("not known to the copy yet") });
  });

  test.each([
    ["2026-02-30", "is no date"],
    ["9999-01-01", "still to come"],
  ])("user --on %s is wrong usage, told on one line", async (date, words) => {
    const { code, stdout, stderr } = await rollcall.run(["user", "anybody", "--on", date]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(lines(stderr)).toEqual([expect.stringContaining(words)]);
  });

  test("user --on of somebody the copy does not hold is a refusal", async () => {
    const { code, stderr } = await rollcall.run(["user", "nobody@contoso.example", "--on", "2026-01-01"]);
    expect({ code, lines: lines(stderr).length }).toEqual({ code: 1, lines: 1 });
    expect(stderr).toContain("The copy does not hold");
  });

  test("user of somebody nobody knows is a refusal on one line", async () => {
    const { code, stdout, stderr } = await rollcall.run(["user", "nobody@contoso.example"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(lines(stderr)).toEqual([expect.stringContaining("nobody@contoso.example")]);
  });
});
