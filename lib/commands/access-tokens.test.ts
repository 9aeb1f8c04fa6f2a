import { afterAll, beforeAll, expect, test } from "vitest";
import { deleteOutdated } from "../graph/sync/closing/retention.ts";
import { inTransaction } from "../graph/sync/transaction.ts";
import { erasePerson } from "../privacy/person-data.ts";
import { testAdmin } from "../testing/test-admin.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { accessTokens, admitProgram, createAccessToken, revokeAccessToken } from "./access-tokens.ts";
import { auditLog } from "./audit.ts";
import { sync } from "./sync.ts";

let here: TestContext;
let now = new Date("2026-03-01T10:00:00Z");
beforeAll(async () => {
  here = await testContext({ people: 30, now: () => now });
  await sync(here.context, { requestedBy: "test" });
});
afterAll(() => here.close());

const viewer = () => testAdmin(here.context);
const ask = (token: string, address = "203.0.113.9") =>
  admitProgram(here.context, { authorization: `Bearer ${token}`, address });
const make = (name: string, days = 30) => createAccessToken(here.context, { viewer: viewer(), name, days });
const stateOf = async (name: string) => (await accessTokens(here.context)).find((one) => one.name === name)?.state;

test("a token lets its program in under its name, and nothing that is stored of it would", async () => {
  const { token } = await make("HR import");
  expect(token).toMatch(/^rollcall_[\w-]{43}$/);
  expect(await ask(token)).toMatchObject({ state: "admitted", context: { actor: { name: /^HR import/ } } });
  const { rows } = await here.context.db.pool.query("SELECT * FROM access_token WHERE name = 'HR import'");
  expect(JSON.stringify(rows)).not.toContain(token.slice("rollcall_".length, -4));
  expect(rows[0].ending).toBe(token.slice(-4));
  expect(await ask(rows[0].digest)).toEqual({ state: "refused" });
  expect(await ask(`rollcall_${rows[0].digest.slice(0, 43)}`)).toEqual({ state: "refused" });
  expect((await auditLog(here.context, { kind: "token-made" })).entries).toMatchObject([
    { actorName: viewer().userPrincipalName, details: { name: "HR import", until: "2026-03-31T10:00:00.000Z" } },
  ]);
  expect(JSON.stringify(await auditLog(here.context, {}))).not.toContain(token.slice("rollcall_".length, -4));
});

test.each([
  undefined,
  "",
  "Basic YTpi",
  "Bearer",
  "Bearer x",
  `Bearer rollcall_${"a".repeat(44)}`,
  "Bearer rollcall_\0",
])("%j is no token", async (authorization) => {
  const asked = { authorization: authorization ?? null, address: "203.0.113.10" };
  expect(await admitProgram(here.context, asked)).toEqual({ state: "refused" });
});

test("a revoked token is refused from the next call on, once revoked for good, and that is noted with who did it", async () => {
  const { token } = await make("Nightly report");
  const id = (await accessTokens(here.context)).find(({ name }) => name === "Nightly report")?.id ?? 0;
  await revokeAccessToken(here.context, { viewer: viewer(), id });
  await revokeAccessToken(here.context, { viewer: viewer(), id });
  expect(await ask(token)).toEqual({ state: "refused" });
  expect(await stateOf("Nightly report")).toBe("revoked");
  expect((await auditLog(here.context, { kind: "token-revoked" })).entries).toMatchObject([{ about: `token:${id}` }]);
  expect((await auditLog(here.context, { kind: "token-refused" })).entries).toMatchObject([
    { actorName: "Nightly report", details: { reason: "revoked" } },
  ]);
  await expect(revokeAccessToken(here.context, { viewer: viewer(), id: 999_999 })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("a token is over on its last day's hour", async () => {
  const { token, expiresAt } = await make("A month");
  now = new Date(expiresAt.getTime() - 1);
  expect(await ask(token)).toMatchObject({ state: "admitted" });
  now = expiresAt;
  expect(await ask(token)).toEqual({ state: "refused" });
  expect(await stateOf("A month")).toBe("over");
});

test("whoever is disabled in Entra leaves no key behind", async () => {
  const [person] = await here.context.db.prisma.microsoftGraphUser.findMany({
    where: { deletedAt: null, accountEnabled: true },
    take: 1,
  });
  const maker = testAdmin(here.context, { objectId: person?.id });
  const { token } = await createAccessToken(here.context, { viewer: maker, name: "Of a leaver", days: 30 });
  expect(await ask(token)).toMatchObject({ state: "admitted" });
  here.tenant.updateUser(person?.id ?? "", { accountEnabled: false });
  await sync(here.context, { requestedBy: "test", kind: "full" });
  expect(await ask(token)).toEqual({ state: "refused" });
  expect(await stateOf("Of a leaver")).toBe("maker-gone");
});

test("an address that shows wrong tokens is made to wait, and good tokens from there are not", async () => {
  const { token } = await make("Behind the same address");
  const address = "198.51.100.4";
  for (let time = 0; time < 30; time += 1) expect(await ask("x", address)).toEqual({ state: "refused" });
  expect(await ask("x", address)).toMatchObject({ state: "too-often", seconds: expect.any(Number) });
  expect(await ask(token, address)).toMatchObject({ state: "admitted" });
});

test.each(["by retention", "by erasing"])(
  "a token whose maker was deleted in Entra stays shut when the copy forgets them %s",
  async (how) => {
    const person = await here.context.db.prisma.microsoftGraphUser.findFirst({
      where: { deletedAt: null, accountEnabled: true },
    });
    const id = person?.id ?? "";
    const maker = testAdmin(here.context, { objectId: id });
    const { token } = await createAccessToken(here.context, { viewer: maker, name: `Forgotten ${how}`, days: 365 });
    expect(await ask(token)).toMatchObject({ state: "admitted" });
    here.tenant.deleteUser(id);
    await sync(here.context, { requestedBy: "test", kind: "full" });
    expect(await stateOf(`Forgotten ${how}`)).toBe("maker-gone");
    const at = new Date(now.getTime() + 1);
    const forgotten = { retentionDays: 0, auditRetentionDays: undefined, at };
    await inTransaction(here.context.db, async (client) => {
      if (how === "by retention") await deleteOutdated(client, forgotten);
      else await erasePerson(client, { id, at, by: { name: "an admin" } });
    });
    expect(await here.context.db.prisma.microsoftGraphUser.count({ where: { id } })).toBe(0);
    expect((await ask(token)).state).toBe("refused");
    expect(await stateOf(`Forgotten ${how}`)).toBe("revoked");
    expect((await auditLog(here.context, { kind: "token-revoked" })).entries[0]).toMatchObject({
      actorName: how === "by retention" ? "retention" : "an admin",
      details: { name: `Forgotten ${how}` },
    });
  },
);
