import { expect, test } from "vitest";
import { changingAnswers, rejection, tenantGraph } from "../../testing/tenant-graph.ts";
import { findUser, type GraphUser, userPages, usersById } from "./users.ts";

const unknown = "99999999-0000-4000-8000-000000000009";

async function byId(...given: Parameters<typeof usersById>): Promise<{ found: GraphUser[]; missing: string[] }> {
  const all: { found: GraphUser[]; missing: string[] } = { found: [], missing: [] };
  for await (const { found, missing } of usersById(...given)) {
    all.found.push(...found);
    all.missing.push(...missing);
  }
  return all;
}

test("users come with the supervisor that the directory has for them, in the same requests", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 150 } });
  const users: GraphUser[] = [];
  for await (const page of userPages(session)) users.push(...page.items);
  expect(users).toHaveLength(150);
  for (const user of users) {
    expect(user.manager?.id).toBe(tenant.users.supervisorOf(user.id));
    expect(user).toMatchObject({ displayName: tenant.users.find(user.id)?.displayName ?? null });
  }
  expect(users.filter((user) => user.manager).length).toBeGreaterThan(100);
  expect(tenant.requests.filter((request) => request.path.includes("/manager?"))).toEqual([]);
});

test("a supervisor who is a contact says so", async () => {
  const { session } = tenantGraph({ tenant: { people: 150 } });
  const types = new Set<string | undefined>();
  for await (const page of userPages(session)) for (const user of page.items) types.add(user.manager?.type);
  expect(types).toEqual(new Set(["user", "orgContact", undefined]));
});

test("hundreds of users are asked for by id in few requests, and those that are gone are named", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 700 } });
  const ids = [...tenant.users.all()].map((user) => user.id);
  const [deleted = ""] = ids;
  tenant.deleteUser(deleted);
  const { found, missing } = await byId(session, [...ids, unknown, ...ids.slice(0, 20)]);
  expect(new Set(found.map((user) => user.id))).toEqual(new Set(ids.slice(1)));
  expect(found).toHaveLength(ids.length - 1);
  expect(missing.sort()).toEqual([deleted, unknown].sort());
  expect(session.usage.requests).toBeLessThanOrEqual(5);
});

test("what is found by id is what the listing holds", async () => {
  const { session } = tenantGraph({ tenant: { people: 60 } });
  const listed = new Map<string, GraphUser>();
  for await (const page of userPages(session)) for (const user of page.items) listed.set(user.id, user);
  const { found } = await byId(session, listed.keys());
  expect(new Map(found.map((user) => [user.id, user]))).toEqual(listed);
});

test("ids are compared without case", async () => {
  const { tenant, session } = tenantGraph();
  const [first] = [...tenant.users.all()];
  const id = first?.id ?? "";
  const { found, missing } = await byId(session, [id.toUpperCase(), id]);
  expect(found.map((user) => user.id)).toEqual([id]);
  expect(missing).toEqual([]);
});

test("nobody is asked for without ids", async () => {
  const { session } = tenantGraph();
  expect(await byId(session, [])).toEqual({ found: [], missing: [] });
  expect(session.usage.requests).toBe(0);
});

test("a user whom a filter leaves out is asked for alone and never called missing", async () => {
  const { tenant, session } = tenantGraph({
    transport: (tenant) =>
      changingAnswers(tenant, (body) => {
        const { responses } = body as { responses?: { body: { value?: unknown[] } }[] };
        return responses && { responses: responses.map((one) => ({ ...one, body: leftOut(one.body) })) };
      }),
  });
  const ids = [...tenant.users.all()].map((user) => user.id);
  const { found, missing } = await byId(session, ids);
  expect(found.map((user) => user.id).sort()).toEqual([...ids].sort());
  expect(missing).toEqual([]);
});

test("a directory that takes no such filter is asked for each user", async () => {
  const { tenant, session } = tenantGraph();
  tenant.faults.add({ match: "$filter=id in", status: 400, times: "always" });
  const ids = [...tenant.users.all()].map((user) => user.id);
  const { found, missing } = await byId(session, [...ids, unknown]);
  expect(found).toHaveLength(ids.length);
  expect(missing).toEqual([unknown]);
});

test("small pages within a batch are followed to their end", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 40, expandPageLimit: 4 } });
  const ids = [...tenant.users.all()].map((user) => user.id);
  const { found } = await byId(session, ids);
  expect(new Set(found.map((user) => user.id))).toEqual(new Set(ids));
  expect(tenant.requests.some((request) => request.path.includes("skiptoken"))).toBe(true);
});

test("a refusal within a batch is a failure in Graph's words", async () => {
  const { tenant, session } = tenantGraph();
  tenant.faults.add({ match: "$filter=id in", status: 403 });
  const ids = [...tenant.users.all()].map((user) => user.id);
  const error = await rejection(byId(session, ids));
  expect(error).toMatchObject({ code: "consent-missing", status: 403, requestId: expect.any(String) });
});

test("one user is found by id and by name, whatever the name holds", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 150 } });
  const guest = [...tenant.users.all()].find((user) => user.userPrincipalName?.includes("#EXT#"));
  const irish = tenant.addUser({ userPrincipalName: "sean.o'brien+100%@contoso.example" });
  for (const expected of [guest, irish]) {
    const found = await findUser(session, expected?.userPrincipalName ?? "");
    expect(found?.id).toBe(expected?.id);
    expect(await findUser(session, expected?.id ?? "")).toEqual(found);
  }
});

test("whoever is not there is not found", async () => {
  const { session } = tenantGraph();
  for (const idOrUpn of [unknown, "nobody@contoso.example", "", ".", "..", "a/b", "x?$top=1"]) {
    expect(await findUser(session, idOrUpn)).toBeUndefined();
  }
});

function leftOut(body: { value?: unknown[] }): unknown {
  return body.value ? { ...body, value: body.value.slice(1) } : body;
}
