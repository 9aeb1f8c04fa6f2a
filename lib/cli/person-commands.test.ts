import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CommandLine, commandLine } from "../testing/command-line.ts";

let rollcall: CommandLine;

beforeAll(async () => {
  rollcall = await commandLine();
  expect(await rollcall.run(["sync"])).toMatchObject({ code: 0 });
});

afterAll(() => rollcall.close());

const copyOf = (id: string) => rollcall.database.db.prisma.microsoftGraphUser.findUnique({ where: { id } });

async function events(kind: string) {
  return rollcall.database.db.prisma.auditEvent.findMany({ where: { kind }, orderBy: { id: "asc" } });
}

test("one person's data is handed out as JSON, to standard output or a file, and noted with the account", async () => {
  const [id = ""] = rollcall.tenant.effectiveMembers(rollcall.tenant.groupToSync.id);
  const name = rollcall.tenant.users.find(id)?.userPrincipalName ?? "";
  const environment = { MSGRAPH_TENANT_ID: undefined, MSGRAPH_CLIENT_SECRET: undefined };
  const { code, stdout, stderr } = await rollcall.run(["export-person", name], { environment });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const data = JSON.parse(stdout);
  expect(data).toMatchObject({ person: id, tables: { microsoft_graph_user: [{ id, userPrincipalName: name }] } });
  expect(await rollcall.run(["export-person", id, "--output", "person.json"])).toMatchObject({ code: 0, stdout: "" });
  const inFile = JSON.parse(await readFile(join(rollcall.folder, "person.json"), "utf8"));
  // That it was handed out the first time is now stored of them as well.
  expect(inFile.tables).toMatchObject({ ...data.tables, audit_event: [{ kind: "person-exported" }] });
  expect(await events("person-exported")).toMatchObject([
    { about: `person:${id}`, actorName: expect.stringContaining("(command line)") },
    { about: `person:${id}` },
  ]);
  expect(await rollcall.run(["export-person", "nobody@contoso.example"])).toMatchObject({ code: 1, stdout: "" });
});

test("a person is erased only when named twice, and what went is told", async () => {
  const [, id = "", other = ""] = rollcall.tenant.effectiveMembers(rollcall.tenant.groupToSync.id);
  for (const args of [[], ["--confirm", other]]) {
    const refused = await rollcall.run(["erase-person", id, ...args]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr.trimEnd().split("\n")).toHaveLength(1);
  }
  expect(await copyOf(id)).not.toBeNull();
  const { code, stdout, stderr } = await rollcall.run(["erase-person", id, "--confirm", id, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ person: id, rows: { microsoft_graph_user: 1 } });
  expect(await copyOf(id)).toBeNull();
  expect(await events("person-erased")).toMatchObject([
    { about: `person:${id}`, actorName: expect.stringContaining("(command line)") },
  ]);
  const said = await rollcall.run(["erase-person", other, "--confirm", other]);
  expect(said).toMatchObject({ code: 0, stdout: expect.stringMatching(/microsoft_graph_user +1$/m) });
});
