import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CommandLine, commandLine } from "../testing/command-line.ts";

let rollcall: CommandLine;

beforeAll(async () => {
  rollcall = await commandLine();
});

afterAll(() => rollcall.close());

const nothing = {
  MSGRAPH_TENANT_ID: undefined,
  MSGRAPH_APPLICATION_ID: undefined,
  MSGRAPH_CLIENT_SECRET: undefined,
  MSGRAPH_GROUP_NAME_TO_SYNC: undefined,
  MSGRAPH_LOGIN_ORIGIN: undefined,
  MSGRAPH_GRAPH_ORIGIN: undefined,
};

describe("the command line", () => {
  test("explains itself, with the old names and the short ones", async () => {
    const { code, stdout, stderr } = await rollcall.run(["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const name of [
      "update-microsoft-graph-users|sync",
      "microsoft-graph-users-as-csv|users-csv",
      "microsoft-graph-groups-as-csv|groups-csv",
      "microsoft-graph-user|user",
    ]) {
      expect(stdout).toContain(name);
    }
  });

  test.each([
    ["an unknown command", ["synchronise"]],
    ["an unknown option", ["sync", "--fast"]],
    ["an option that contradicts another", ["sync", "--preview", "--approve", "3"]],
    ["a run that is no number", ["sync", "--approve", "latest"]],
    ["a limit below one", ["runs", "--limit", "0"]],
    ["a missing argument", ["user"]],
    ["an action the database does not know", ["db", "drop"]],
  ])("refuses %s with exit status 2, on one line of stderr", async (_name, args) => {
    const { code, stdout, stderr } = await rollcall.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("shows its commands on stderr when called without one", async () => {
    const { code, stdout, stderr } = await rollcall.run([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("users-csv");
  });

  test("explains itself although nobody reads on", async () => {
    const { child, finished } = rollcall.start(["--help"]);
    child.stdout?.destroy();
    expect((await finished).code).toBe(0);
  });
});

describe("the configuration", () => {
  test.each([[["sync"]], [["sync", "--json"]], [["check"]], [["user", "someone@contoso.example"]]])(
    "is found incomplete by %j with everything that is missing or wrong named at once",
    async (args) => {
      const { code, stderr } = await rollcall.run(args, {
        environment: { ...nothing, MSGRAPH_CLOUD: "mars", ROLLCALL_RETENTION_DAYS: "soon" },
      });
      expect(code).toBe(2);
      const [line, ...more] = stderr.trimEnd().split("\n");
      expect(more).toEqual([]);
      for (const name of [...Object.keys(nothing).slice(0, 4), "MSGRAPH_CLOUD", "ROLLCALL_RETENTION_DAYS"]) {
        expect(line).toContain(name);
      }
    },
  );

  test("is read from .env of the working directory, and the environment wins", async () => {
    const file = join(rollcall.folder, ".env");
    const { MSGRAPH_TENANT_ID, MSGRAPH_CLIENT_SECRET } = rollcall.environment;
    await writeFile(file, `MSGRAPH_TENANT_ID=${MSGRAPH_TENANT_ID}\nMSGRAPH_CLIENT_SECRET=from-the-file\n`);
    try {
      const fromFile = await rollcall.run(["check"], { environment: omit("MSGRAPH_TENANT_ID") });
      expect(fromFile).toMatchObject({ code: 0, stderr: "" });
      const wrongSecret = await rollcall.run(["check"], { environment: omit("MSGRAPH_CLIENT_SECRET") });
      expect(wrongSecret.stderr).toContain("AADSTS7000215");
      const environmentWins = await rollcall.run(["check"], { environment: { MSGRAPH_CLIENT_SECRET } });
      expect(environmentWins.code).toBe(0);
    } finally {
      await rm(file);
    }
  });

  test("without a group alone is a refusal of the run, since the group may be chosen in the browser", async () => {
    const { code, stderr } = await rollcall.run(["sync"], { environment: omit("MSGRAPH_GROUP_NAME_TO_SYNC") });
    expect(code).toBe(2);
    expect(stderr).toContain("MSGRAPH_GROUP_NAME_TO_SYNC");
  });

  test.each([[["runs"]], [["migrate"]], [["users-csv"]], [["groups-csv"]]])(
    "of Microsoft's side is not asked for by %j",
    async (args) => {
      expect(await rollcall.run(args, { environment: nothing })).toMatchObject({ code: 0, stderr: "" });
    },
  );

  test("with a database that is not there is a failure that names no address or password", async () => {
    const environment = { DATABASE_URL: "postgresql://rollcall:hunter2@127.0.0.1:9/rollcall", ROLLCALL_LOG: "debug" };
    const { code, stderr } = await rollcall.run(["runs"], { environment });
    expect(code).toBe(1);
    expect(stderr).toContain("database");
    expect(stderr).not.toContain("hunter2");
  });
});

describe("tenant", () => {
  test("serves the demo tenant on one line of JSON, with its own options, until it is told to stop", async () => {
    const { child, finished } = rollcall.start(["tenant", "--people", "7", "--seed", "7", "--consent", "granted"], {
      environment: nothing,
    });
    const [line] = await once(child.stdout ?? child, "data");
    const { origin, tenantId } = JSON.parse(String(line));
    const answer = await fetch(`${origin}/${tenantId}/v2.0/.well-known/openid-configuration`);
    expect(answer.status).toBe(200);
    child.kill("SIGTERM");
    expect(await finished).toMatchObject({ code: 0, stderr: "" });
  });

  test("refuses an option it does not know with exit status 2", async () => {
    expect((await rollcall.run(["tenant", "--planets", "9"])).code).toBe(2);
  });
});

/** Undefined, so that the variable is absent from the environment of the command. */
function omit(name: string): Record<string, undefined> {
  return { [name]: undefined };
}
