import { describe, expect, onTestFinished, test } from "vitest";
import type { TenantOptions } from "../tenant/tenant.ts";
import { type CommandLine, commandLine } from "../testing/command-line.ts";

async function setUp(options?: TenantOptions): Promise<CommandLine> {
  const rollcall = await commandLine(options);
  onTestFinished(() => rollcall.close());
  return rollcall;
}

/** Ids of the live people of the mirror. */
async function live({ database }: CommandLine): Promise<string[]> {
  const rows = await database.db.prisma.microsoftGraphUser.findMany({
    where: { deletedAt: null },
    select: { id: true },
  });
  return rows.map((row) => row.id).sort();
}

function lastObject(stdout: string): Record<string, unknown> {
  expect(stdout.endsWith("}\n")).toBe(true);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

async function leaveGroup({ tenant }: CommandLine, { people }: { people: number | "everyone" }): Promise<void> {
  const { id } = tenant.groupToSync;
  const members = tenant.groups.memberIds(id);
  if (people === "everyone") for (const member of members) tenant.removeMember(id, member);
  else for (const user of tenant.effectiveMembers(id).slice(0, people)) tenant.deleteUser(user);
}

describe("a sync that goes well", () => {
  test("fills the mirror with the group's people and says so on stdout alone", async () => {
    const rollcall = await setUp();
    const { code, stdout, stderr } = await rollcall.run(["sync"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const people = rollcall.tenant.effectiveMembers(rollcall.tenant.groupToSync.id);
    expect(lines(stdout)).toEqual([expect.stringContaining(`${people.length} created`)]);
    expect(await live(rollcall)).toEqual([...people].sort());
  });

  test("prints the agreed object with --json, under the old name as well", async () => {
    const rollcall = await setUp();
    const { code, stdout, stderr } = await rollcall.run(["update-microsoft-graph-users", "--full", "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const people = rollcall.tenant.effectiveMembers(rollcall.tenant.groupToSync.id).length;
    const run = lastObject(stdout);
    expect(run).toMatchObject({ kind: "full", state: "succeeded", reason: "first run" });
    expect(Object.keys(run)).toEqual(
      "run kind state reason counts requests retries throttledSeconds durationMs".split(" "),
    );
    expect(run.counts).toMatchObject({ created: people, updated: 0, removed: 0, held: 0 });
    const asked = rollcall.tenant.requests.filter(({ path, batched }) => path.startsWith("/v1.0/") && !batched).length;
    expect(run.requests).toBe(asked);
  });

  test("changes nothing with --preview, whichever way it is called", async () => {
    const rollcall = await setUp();
    for (const name of ["--preview", "--dry-run"]) {
      const { code, stdout, stderr } = await rollcall.run(["sync", name, "--json"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(lastObject(stdout)).toMatchObject({ kind: "preview", state: "succeeded" });
    }
    expect(await live(rollcall)).toEqual([]);
  });

  test("goes through although nobody reads what it says", async () => {
    const rollcall = await setUp();
    const { child, finished } = rollcall.start(["sync", "--json"]);
    child.stdout?.destroy();
    expect(await finished).toMatchObject({ code: 0, stderr: "" });
    expect((await live(rollcall)).length).toBeGreaterThan(0);
  });
});

describe("a sync that is refused", () => {
  test("names a group that is not there on one line", async () => {
    const rollcall = await setUp();
    const environment = { MSGRAPH_GROUP_NAME_TO_SYNC: "No such group" };
    const { code, stdout, stderr } = await rollcall.run(["sync"], { environment });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(lines(stderr)).toEqual([expect.stringContaining('"No such group"')]);
  });

  test("lists the ids of groups that share a name", async () => {
    const rollcall = await setUp();
    const twins = [
      rollcall.tenant.addGroup({ displayName: "Twins" }),
      rollcall.tenant.addGroup({ displayName: "Twins" }),
    ];
    const { code, stderr } = await rollcall.run(["sync"], { environment: { MSGRAPH_GROUP_NAME_TO_SYNC: "Twins" } });
    expect(code).toBe(1);
    expect(lines(stderr)).toHaveLength(1);
    for (const twin of twins) expect(stderr).toContain(twin.id);
  });

  test("tells a tenant without consent what to do", async () => {
    const rollcall = await setUp({ consent: "none" });
    const { code, stdout, stderr } = await rollcall.run(["sync", "--json"]);
    expect(code).toBe(1);
    expect(stderr).toContain("Get consent");
    expect(lastObject(stdout)).toMatchObject({ state: "failed", error: { code: "consent-missing" } });
  });

  test("tells a wrong secret with Microsoft's code and id, and never the secret", async () => {
    const rollcall = await setUp();
    const environment = { MSGRAPH_CLIENT_SECRET: "wrong~but-still-secret" };
    const { code, stdout, stderr } = await rollcall.run(["sync", "--json"], { environment });
    expect(code).toBe(1);
    expect(lines(stderr)).toHaveLength(2);
    expect(lines(stderr)[1]).toMatch(/AADSTS7000215.*request id: [0-9a-f-]{36}/);
    expect(stdout + stderr).not.toContain("wrong~but-still-secret");
    expect(lastObject(stdout)).toMatchObject({ error: { code: "credentials-refused", graphCode: "AADSTS7000215" } });
  });

  test("tells a tenant that does not exist", async () => {
    const rollcall = await setUp();
    const environment = { MSGRAPH_TENANT_ID: "99999999-9999-4999-8999-999999999999" };
    const { code, stderr } = await rollcall.run(["sync"], { environment });
    expect(code).toBe(1);
    expect(lines(stderr)[1]).toContain("AADSTS90002");
  });

  test("tells an error of Graph in the form its users know, and leaves the mirror as it was", async () => {
    const rollcall = await setUp();
    expect((await rollcall.run(["sync"])).code).toBe(0);
    const before = await live(rollcall);
    rollcall.tenant.addUser({ displayName: "New" });
    rollcall.tenant.faults.add({ match: "/groups?", status: 500, times: "always" });
    const { code, stdout, stderr } = await rollcall.run(["sync", "--json"]);
    expect(code).toBe(1);
    expect(lines(stderr)[0]).toBe("500: The operation has timed out. (generalException)");
    expect(lines(stderr)[1]).toMatch(/generalException.*request id: [0-9a-f-]{36}/);
    expect(lastObject(stdout)).toMatchObject({
      state: "failed",
      error: { code: "graph-failed", status: 500, graphCode: "generalException", requestId: expect.any(String) },
    });
    expect(await live(rollcall)).toEqual(before);
  });
});

describe("a sync that would remove many", () => {
  test("is held with exit status 3, and goes on when it is approved", async () => {
    const rollcall = await setUp();
    expect((await rollcall.run(["sync"])).code).toBe(0);
    const before = await live(rollcall);
    await leaveGroup(rollcall, { people: 20 });

    const held = await rollcall.run(["sync", "--json"]);
    expect(held.code).toBe(3);
    const run = lastObject(held.stdout);
    expect(run).toMatchObject({ state: "held", counts: { held: 20, removed: 0 } });
    expect(lines(held.stderr)).toEqual([expect.stringContaining(`--approve ${run.run}`)]);
    expect(await live(rollcall)).toEqual(before);

    const approved = await rollcall.run(["sync", "--approve", String(run.run), "--json"]);
    expect({ code: approved.code, stderr: approved.stderr }).toEqual({ code: 0, stderr: "" });
    expect(lastObject(approved.stdout)).toMatchObject({ run: run.run, counts: { removed: 20 } });
    expect((await live(rollcall)).length).toBe(before.length - 20);

    const again = await rollcall.run(["sync", "--approve", String(run.run)]);
    expect(again.code).toBe(1);
    expect(lines(again.stderr)).toHaveLength(1);
  });

  test("keeps who is back when it is approved, and says so", async () => {
    const rollcall = await setUp();
    await rollcall.run(["sync"]);
    const [back = ""] = rollcall.tenant.effectiveMembers(rollcall.tenant.groupToSync.id);
    await leaveGroup(rollcall, { people: 20 });
    expect((await rollcall.run(["sync"])).code).toBe(3);
    rollcall.tenant.restoreUser(back);
    const { code, stdout, stderr } = await rollcall.run(["sync", "--approve", "2"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/ 19 removed, .* 1 person is back in the group and was kept\.\n$/);
    expect(await live(rollcall)).toContain(back);
  });

  test("goes through when the guard is raised for it, once and for the runs to come", async () => {
    const rollcall = await setUp();
    await rollcall.run(["sync"]);
    const nothing = await rollcall.run(["sync", "--raise-guard", "90%,10"]);
    expect(nothing.code).toBe(1);
    expect(lines(nothing.stderr)).toEqual([expect.stringContaining("No run holds removals")]);
    const before = await live(rollcall);
    await leaveGroup(rollcall, { people: 20 });
    expect((await rollcall.run(["sync"])).code).toBe(3);

    const inVain = await rollcall.run(["sync", "--raise-guard", "21%,10"]);
    expect(inVain.code).toBe(2);
    expect(lines(inVain.stderr)).toEqual([expect.stringContaining("would be held again")]);
    expect((await rollcall.run(["sync", "--raise-guard", "plenty"])).code).toBe(2);

    const raised = await rollcall.run(["sync", "--raise-guard", "90%,10", "--json"]);
    expect({ code: raised.code, stderr: raised.stderr }).toEqual({ code: 0, stderr: "" });
    expect(lastObject(raised.stdout)).toMatchObject({ run: "3", state: "succeeded", counts: { removed: 20, held: 0 } });
    expect((await live(rollcall)).length).toBe(before.length - 20);
    const setting = await rollcall.database.db.prisma.setting.findUnique({ where: { key: "removalGuard" } });
    expect(setting?.value).toEqual({ share: 0.9, people: 10 });
  });

  test("is held when the group was emptied", async () => {
    const rollcall = await setUp();
    expect((await rollcall.run(["sync"])).code).toBe(0);
    const before = await live(rollcall);
    await leaveGroup(rollcall, { people: "everyone" });
    expect((await rollcall.run(["sync"])).code).toBe(3);
    expect(await live(rollcall)).toEqual(before);
  });
});

describe("the plan of a preview", () => {
  test("is handed out as CSV, and applied exactly, also beyond the guard", async () => {
    const rollcall = await setUp();
    expect((await rollcall.run(["sync"])).code).toBe(0);
    const before = await live(rollcall);
    await leaveGroup(rollcall, { people: 20 });
    const preview = await rollcall.run(["sync", "--preview"]);
    expect({ code: preview.code, stderr: preview.stderr }).toEqual({ code: 0, stderr: "" });
    const [, run = ""] = /rollcall sync --apply (\d+)/.exec(preview.stdout) ?? [];

    const file = await rollcall.run(["plan-csv", run, "--columns", "kind,after"]);
    expect({ code: file.code, stderr: file.stderr }).toEqual({ code: 0, stderr: "" });
    expect(lines(file.stdout).slice(0, 21)).toEqual(["kind,after\r", ...Array(20).fill("removed,account-deleted\r")]);

    const applied = await rollcall.run(["sync", "--apply", run, "--json"]);
    expect({ code: applied.code, stderr: applied.stderr }).toEqual({ code: 0, stderr: "" });
    expect(lastObject(applied.stdout)).toMatchObject({
      kind: "full",
      state: "succeeded",
      reason: `plan of run ${run}`,
      counts: { removed: 20, held: 0 },
    });
    expect((await live(rollcall)).length).toBe(before.length - 20);
  });

  test("is refused in one line when the directory moved on, and nothing is changed", async () => {
    const rollcall = await setUp();
    const preview = lastObject((await rollcall.run(["sync", "--preview", "--json"])).stdout);
    const [someone = ""] = rollcall.tenant.effectiveMembers(rollcall.tenant.groupToSync.id);
    rollcall.tenant.updateUser(someone, { jobTitle: "Late" });
    const refused = await rollcall.run(["sync", "--apply", String(preview.run), "--json"]);
    expect(refused.code).toBe(1);
    expect(lines(refused.stderr)).toEqual([expect.stringMatching(/^The directory or the copy has moved on: 1 line/)]);
    expect(lastObject(refused.stdout)).toMatchObject({ state: "failed", error: { code: "plan-outdated" } });
    expect(await live(rollcall)).toEqual([]);
  });

  test("that does not exist is said before a run is entered", async () => {
    const rollcall = await setUp();
    for (const command of [
      ["sync", "--apply", "7"],
      ["plan-csv", "7"],
    ]) {
      const { code, stdout, stderr } = await rollcall.run(command);
      expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: "There is no run 7.\n" });
    }
    expect((await rollcall.run(["sync", "--apply", "7", "--preview"])).code).toBe(2);
  });
});

describe("a sync while another one runs", () => {
  test("is turned away with exit status 4 and told who runs since when", async () => {
    const rollcall = await setUp();
    rollcall.tenant.faults.add({ match: "/transitiveMembers", kind: "delay", delayMs: 20_000 });
    const first = rollcall.start(["sync"]);
    await beganReading(rollcall);
    const { code, stdout, stderr } = await rollcall.run(["sync", "--json"]);
    expect(code).toBe(4);
    expect(lines(stderr)).toEqual([expect.stringMatching(/Run \d+ is in progress since \d{4}-/)]);
    expect(lastObject(stdout)).toMatchObject({ run: null, error: { code: "run-in-progress" } });
    first.child.kill("SIGTERM");
    await first.finished;
  });

  test.each(["SIGINT", "SIGTERM"] as const)("is cancelled by %s, says so, and the next one works", async (signal) => {
    const rollcall = await setUp();
    rollcall.tenant.faults.add({ match: "/transitiveMembers", kind: "delay", delayMs: 20_000 });
    const { child, finished } = rollcall.start(["sync", "--json"]);
    await beganReading(rollcall);
    child.kill(signal);
    const { code, stdout, stderr } = await finished;
    expect(code).toBe(1);
    expect(lines(stderr)).toEqual([expect.stringContaining("cancelled")]);
    expect(lastObject(stdout)).toMatchObject({ state: "cancelled" });
    expect(await live(rollcall)).toEqual([]);
    expect((await rollcall.run(["sync"])).code).toBe(0);
  });
});

async function beganReading({ tenant }: CommandLine): Promise<void> {
  await expect
    .poll(() => tenant.requests.some(({ path }) => path.includes("/transitiveMembers")), { timeout: 15_000 })
    .toBe(true);
}
