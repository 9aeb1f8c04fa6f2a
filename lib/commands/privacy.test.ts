import { afterAll, beforeAll, expect, test } from "vitest";
import { inTheNameOf } from "../context.ts";
import { storedData } from "../privacy/stored-data.ts";
import { testAdmin } from "../testing/test-admin.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { auditLog } from "./audit.ts";
import { erasePerson, exportPerson, personStored } from "./privacy.ts";
import { changeSetting, followEnvironment } from "./settings.ts";
import { sync } from "./sync.ts";
import { exportUsers } from "./users.ts";

let here: TestContext;
beforeAll(async () => {
  here = await testContext({ people: 60 });
  await sync(here.context, { requestedBy: "test" });
});
afterAll(() => here.close());

const prisma = () => here.context.db.prisma;

/** Somebody who is in the group and supervises somebody else there. */
async function supervisorInCopy(): Promise<string> {
  const rows = await prisma().microsoftGraphUserSupervisor.findMany({ orderBy: { userId: "asc" } });
  const ids = new Set((await prisma().microsoftGraphUser.findMany({ where: { deletedAt: null } })).map(({ id }) => id));
  const found = rows.find((row) => ids.has(row.supervisorId))?.supervisorId;
  if (!found) throw new Error("the demo tenant has no supervisor in the group");
  return found;
}

test("the list of what is stored is the database's, table by table and column by column", async () => {
  const { rows } = await here.context.db.pool.query<{ column: string }>(
    `SELECT table_name || '.' || column_name AS column FROM information_schema.columns
     JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name !~ 'migration'`,
  );
  const listed = storedData.flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`));
  expect(listed.toSorted()).toEqual(rows.map(({ column }) => column).toSorted());
});

test("everything that is stored of a person is handed out, by table, and that is noted", async () => {
  const id = await supervisorInCopy();
  const { mobilePhone } = here.tenant.users.find(id) ?? {};
  const { tables } = await exportPerson(here.context, { idOrName: id });
  expect(tables.microsoft_graph_user).toMatchObject([{ id, mobilePhone: mobilePhone ?? null }]);
  expect(tables.microsoft_graph_user_supervisor).toContainEqual(expect.objectContaining({ supervisorId: id }));
  expect(tables.microsoft_graph_user_change).toContainEqual(expect.objectContaining({ userId: id, kind: "created" }));
  expect(tables.microsoft_graph_group_member?.length).toBeGreaterThan(0);
  expect((await auditLog(here.context, { kind: "person-exported" })).entries).toMatchObject([
    { about: `person:${id}` },
  ]);
  // By sign-in name too, and of nobody there is nothing.
  const { userPrincipalName } = await prisma().microsoftGraphUser.findUniqueOrThrow({ where: { id } });
  expect(await personStored(here.context, { idOrName: userPrincipalName ?? "" })).toMatchObject({ id, copy: "live" });
  const nobody = { idOrName: "99999999-0000-4000-8000-000000000009" };
  await expect(exportPerson(here.context, nobody)).rejects.toMatchObject({ code: "not-found" });
});

test("what is left out is said to be not copied in files, but in raw ones, which programs read", async () => {
  const { context } = here;
  await changeSetting(context, { viewer: testAdmin(context), setting: { key: "leftOut", value: ["mobilePhone"] } });
  const cells = async (raw: boolean) => {
    let text = "";
    for await (const chunk of exportUsers(context, { columns: "mobilePhone", raw }).chunks) text += chunk;
    return new Set(text.trimEnd().split("\r\n").slice(1));
  };
  expect(await cells(false)).toEqual(new Set(["not copied"]));
  expect(await cells(true)).toEqual(new Set(['""']));
  await followEnvironment(context, { viewer: testAdmin(context), key: "leftOut" });
  await sync(context, { requestedBy: "test" });
  expect(await cells(false)).not.toContain("not copied");
});

test("who was removed is erased from every table, also by name as a supervisor, and does not come back", async () => {
  const { context, tenant } = here;
  const viewer = testAdmin(context);
  const acting = inTheNameOf({ id: viewer.id, name: viewer.name }, context);
  const id = await supervisorInCopy();
  tenant.deleteUser(id);
  await sync(context, { requestedBy: "test", kind: "preview" });
  await sync(context, { requestedBy: "test" });
  expect(await personStored(context, { idOrName: id })).toMatchObject({ copy: "removed" });
  const erase = (confirmation: string) => erasePerson(acting, { idOrName: id, confirmation });
  await expect(erase("somebody else")).rejects.toMatchObject({ code: "bad-input" });
  expect(await prisma().microsoftGraphUser.count({ where: { id } })).toBe(1);

  const { rows } = await erase(` ${id.toUpperCase()} `);
  expect(rows).toMatchObject({ microsoft_graph_user: 1, microsoft_graph_user_change: expect.any(Number) });
  const left = await personStored(context, { idOrName: id });
  // The object id alone, in other people's rows and in the notes of what was done.
  expect(left?.copy).toBe("none");
  expect(await prisma().microsoftGraphUserSupervisor.count({ where: { userId: id } })).toBe(0);
  const named = await prisma().microsoftGraphUserSupervisor.findMany({ where: { supervisorId: id } });
  expect(named.every((row) => row.supervisorDisplayName === null && row.supervisorUserPrincipalName === null)).toBe(
    true,
  );
  await expectNothingElse(id);
  expect(await sync(context, { requestedBy: "test" })).toMatchObject({ run: { kind: "full", state: "succeeded" } });
  expect(await prisma().microsoftGraphUser.count({ where: { id } })).toBe(0);
  const [event] = (await auditLog(context, { kind: "person-erased" })).entries;
  expect(event).toMatchObject({ actorId: viewer.id, about: `person:${id}`, details: { rows } });
});

async function expectNothingElse(id: string): Promise<void> {
  const { context } = here;
  for (const { table, person } of storedData) {
    if (!person || person.onErasure === "kept") continue;
    const own = person.ids?.find((column) => ["id", "userId", "memberId"].includes(column));
    const { rowCount } = await context.db.pool.query(`SELECT 1 FROM "${table}" WHERE "${own}" = $1`, [id]);
    expect({ table, rowCount }).toEqual({ table, rowCount: 0 });
  }
}

test("who is still in the group is erased, and copied again by the next run, as somebody new", async () => {
  const { context, tenant } = here;
  const [, id = ""] = tenant.effectiveMembers(tenant.groupToSync.id);
  await erasePerson(context, { idOrName: id, confirmation: id });
  expect(await prisma().microsoftGraphUser.count({ where: { id } })).toBe(0);
  expect(await sync(context, { requestedBy: "test" })).toMatchObject({ run: { kind: "full", counts: { created: 1 } } });
  const history = await prisma().microsoftGraphUserChange.findMany({ where: { userId: id, kind: "created" } });
  expect(history).toHaveLength(1);
});
