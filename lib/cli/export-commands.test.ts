import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CommandLine, commandLine } from "../testing/command-line.ts";

let rollcall: CommandLine;

/** The database is out of reach: whatever works so needs none. */
const noDatabase = { DATABASE_URL: "postgresql://nobody@127.0.0.1:9/none" };
const noGraph = {
  MSGRAPH_TENANT_ID: undefined,
  MSGRAPH_APPLICATION_ID: undefined,
  MSGRAPH_CLIENT_SECRET: undefined,
  MSGRAPH_GROUP_NAME_TO_SYNC: undefined,
};

beforeAll(async () => {
  rollcall = await commandLine({ people: 1500 });
  expect(await rollcall.run(["sync"])).toMatchObject({ code: 0, stderr: "" });
});

afterAll(() => rollcall.close());

type Row = Record<string, string>;

function parse(csv: string): Row[] {
  const { data, errors } = Papa.parse<Row>(csv.replace(/^\uFEFF/, ""), {
    header: true,
    skipEmptyLines: true,
    delimiter: ",",
  });
  expect(errors).toEqual([]);
  return data;
}

const byId = (one: { id?: string }, other: { id?: string }) => ((one.id ?? "") < (other.id ?? "") ? -1 : 1);

/** What the tenant itself holds, as cells. */
function expectedUsers(ids: Iterable<string>): Row[] {
  return [...ids].map((id) => {
    const user = rollcall.tenant.users.find(id);
    return {
      id,
      userPrincipalName: user?.userPrincipalName ?? "",
      displayName: user?.displayName ?? "",
      jobTitle: user?.jobTitle ?? "",
      businessPhones: user?.businessPhones.join("; ") ?? "",
      accountEnabled: String(user?.accountEnabled ?? ""),
      supervisorId: rollcall.tenant.users.supervisorOf(id) ?? "",
    };
  });
}

const columns = "id,userPrincipalName,displayName,jobTitle,businessPhones,accountEnabled,supervisorId";

describe("users-csv", () => {
  test("hands out the copy, equal to the directory, without asking for Microsoft's settings", async () => {
    const { code, stdout, stderr } = await rollcall.run(["users-csv", "--raw", "--columns", columns], {
      environment: noGraph,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const members = rollcall.tenant.effectiveMembers(rollcall.tenant.groupToSync.id);
    expect(parse(stdout).sort(byId)).toEqual(expectedUsers(members).sort(byId));
  });

  test("hands out the whole directory with --live, without any database", async () => {
    const { code, stdout, stderr } = await rollcall.run(
      ["microsoft-graph-users-as-csv", "--live", "--raw", "--columns", columns],
      { environment: noDatabase },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const everyone = [...rollcall.tenant.users.all()].map((user) => user.id);
    expect(parse(stdout).sort(byId)).toEqual(expectedUsers(everyone).sort(byId));
  });

  test("with --live is noted too, and leaves out what the browser left out, where there is a database", async () => {
    const { pool } = rollcall.database.db;
    await pool.query(
      `INSERT INTO setting (key, value, "changedBy", "changedAt") VALUES ('leftOut', '["jobTitle"]', 'test', now())`,
    );
    const { code, stdout } = await rollcall.run(["users-csv", "--live", "--columns", "id,displayName,jobTitle"]);
    const groups = await rollcall.run(["groups-csv", "--live", "--columns", "id"]);
    await pool.query("DELETE FROM setting");
    expect([code, groups.code]).toEqual([0, 0]);
    const rows = parse(stdout);
    expect(rows.filter((row) => row.displayName !== "")).not.toHaveLength(0);
    expect(new Set(rows.map((row) => row.jobTitle))).toEqual(new Set(["not copied"]));
    const actor = expect.stringContaining("(command line)");
    const { rows: noted } = await pool.query(
      `SELECT "actorName", about, details FROM audit_event WHERE about LIKE '%-live' ORDER BY id DESC LIMIT 2`,
    );
    expect(noted).toMatchObject([
      { actorName: actor, about: "download:groups-live", details: { rows: parse(groups.stdout).length } },
      {
        ...{ actorName: actor, about: "download:users-live" },
        details: { rows: rows.length, columns: ["id", "displayName", "jobTitle"], end: "complete" },
      },
    ]);
  });

  test("has the same columns from the copy and --live, supervisors named in both", async () => {
    const [mirror, live] = await Promise.all([rollcall.run(["users-csv"]), rollcall.run(["users-csv", "--live"])]);
    const [fromMirror, fromGraph] = [parse(mirror.stdout), parse(live.stdout)];
    expect(Object.keys(fromGraph[0] ?? {})).toEqual(Object.keys(fromMirror[0] ?? {}));
    expect(Object.keys(fromGraph[0] ?? {}).slice(-5)).toEqual([
      "supervisorId",
      "supervisorDisplayName",
      "supervisorUserPrincipalName",
      "deletedAt",
      "deletedReason",
    ]);
    const liveById = new Map(fromGraph.map((row) => [row.id, row]));
    for (const row of fromMirror) expect(row).toEqual(liveById.get(row.id));
  });

  test("disarms cells a spreadsheet would run, unless told otherwise", async () => {
    const { stdout } = await rollcall.run(["users-csv", "--live"]);
    const cells = parse(stdout).flatMap((row) => Object.values(row));
    expect(cells.some((cell) => cell.startsWith("'="))).toBe(true);
    expect(cells.filter((cell) => cell.startsWith("="))).toEqual([]);
    const excel = await rollcall.run(["users-csv", "--excel", "--columns", "mobilePhone"]);
    expect(excel.stdout.startsWith("\uFEFF")).toBe(true);
    expect(parse(excel.stdout).some((row) => row.mobilePhone?.startsWith("+"))).toBe(false);
  });

  test("is content when its reader leaves after the first line", async () => {
    const { child, finished } = rollcall.start(["users-csv"]);
    child.stdout?.once("data", () => child.stdout?.destroy());
    expect(await finished).toMatchObject({ code: 0, stderr: "" });
  });

  test("writes a file whole and says nothing", async () => {
    const { code, stdout, stderr } = await rollcall.run(["users-csv", "--output", "people.csv"]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "" });
    const members = rollcall.tenant.effectiveMembers(rollcall.tenant.groupToSync.id);
    expect(parse(await readFile(join(rollcall.folder, "people.csv"), "utf8"))).toHaveLength(members.length);
  });

  test("leaves no half of a file when Graph fails on the way", async () => {
    const folder = join(rollcall.folder, "half");
    await mkdir(folder);
    rollcall.tenant.faults.add({ match: "/users?", after: 8, status: 404, times: 1 });
    const { code, stdout, stderr } = await rollcall.run(["users-csv", "--live", "--output", "half/people.csv"]);
    rollcall.tenant.faults.clear();
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.split("\n")[0]).toMatch(/^404: /);
    expect(await readdir(folder)).toEqual([]);
  });

  test("does not take a list that ends early for the whole", async () => {
    rollcall.tenant.faults.add({ match: "/users?", after: 3, kind: "next-link-vanishes", times: 1 });
    const { code, stderr } = await rollcall.run(["users-csv", "--live"]);
    rollcall.tenant.faults.clear();
    expect(code).toBe(1);
    expect(stderr).toContain("not complete");
  });

  test.each([
    [["users-csv", "--output", "."], "directory"],
    [["users-csv", "--output", "no/such/folder.csv"], "no/such"],
    [["users-csv", "--columns", "id,shoeSize"], "shoeSize"],
    [["users-csv", "--live", "--include-removed"], "--include-removed"],
    [["users-csv", "--excel", "--raw"], "--raw"],
    [["users-csv", "surplus"], "argument"],
  ])("refuses %j as wrong usage, on one line", async (args, word) => {
    const { code, stdout, stderr } = await rollcall.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(word);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("groups-csv", () => {
  test("hands out all groups, from the copy and --live alike", async () => {
    const [mirror, live] = await Promise.all([
      rollcall.run(["groups-csv"], { environment: noGraph }),
      rollcall.run(["microsoft-graph-groups-as-csv", "--live"], { environment: noDatabase }),
    ]);
    expect([mirror.code, live.code, mirror.stderr, live.stderr]).toEqual([0, 0, "", ""]);
    const groups = parse(mirror.stdout).sort(byId);
    expect(groups.map((group) => group.id)).toEqual(
      rollcall.tenant.groups
        .all()
        .map((group) => group.id)
        .sort(),
    );
    expect(parse(live.stdout).sort(byId)).toEqual(groups);
  });
});

describe("removed people", () => {
  test("are in the file only when asked for, with date and reason", async () => {
    const [gone] = rollcall.tenant.effectiveMembers(rollcall.tenant.groupToSync.id);
    if (!gone) throw new Error("The tenant has nobody in its group.");
    rollcall.tenant.deleteUser(gone);
    expect(await rollcall.run(["sync"])).toMatchObject({ code: 0, stderr: "" });
    const [without, including] = await Promise.all([
      rollcall.run(["users-csv"]),
      rollcall.run(["users-csv", "--include-removed"]),
    ]);
    expect(parse(without.stdout).find((row) => row.id === gone)).toBeUndefined();
    expect(parse(including.stdout).find((row) => row.id === gone)).toMatchObject({
      deletedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      deletedReason: "account-deleted",
    });
  });
});
