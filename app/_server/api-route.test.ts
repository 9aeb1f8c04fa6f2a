import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createAccessToken } from "#lib/commands/access-tokens.ts";
import { changeSetting } from "#lib/commands/settings.ts";
import { sync } from "#lib/commands/sync.ts";
import { testClaims, testDoorConfig } from "#lib/testing/door-config.ts";
import { testAdmin } from "#lib/testing/test-admin.ts";
import { testContext } from "#lib/testing/test-context.ts";

const here = await testContext({ people: 30, environment: { MSGRAPH_GROUP_NAME_TO_SYNC: "*" } });
await sync(here.context, { requestedBy: "test" });
const { graph } = here.context.config;
const environment = {
  DATABASE_URL: here.context.config.databaseUrl ?? "",
  MSGRAPH_TENANT_ID: graph?.tenantId ?? "",
  MSGRAPH_APPLICATION_ID: graph?.applicationId ?? "",
  MSGRAPH_CLIENT_SECRET: "a client secret",
  NEXTAUTH_URL: "https://rollcall.example",
  NEXTAUTH_SECRET: "a secret that only tests know, long enough for them",
};
for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
const { processContext } = await import("./process-context.ts");
const users = await import("#app/api/v1/users/route.ts");
const oneUser = await import("#app/api/v1/users/[id]/route.ts");
const groups = await import("#app/api/v1/groups/route.ts");
const members = await import("#app/api/v1/groups/[id]/members/route.ts");
const changes = await import("#app/api/v1/changes/route.ts");
const runs = await import("#app/api/v1/runs/route.ts");
const oneRun = await import("#app/api/v1/runs/[id]/route.ts");
const metrics = await import("#app/api/metrics/route.ts");
const download = await import("#app/users/export/route.ts");

let token: string;
beforeAll(async () => {
  ({ token } = await createAccessToken(here.context, { viewer: testAdmin(here.context), name: "Test", days: 30 }));
});
afterAll(async () => {
  await (await processContext()).db.close();
  await here.close();
});

const asked = (path: string, headers: Record<string, string> = { authorization: `Bearer ${token}` }) =>
  new Request(path.startsWith("https:") ? path : `https://rollcall.example${path}`, { headers });
const json = async (answer: Promise<Response>) => {
  const response = await answer;
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  return { status: response.status, body: await response.json() };
};

test("every person comes once, page by page, with Graph's names and the supervisor", async () => {
  const ids: string[] = [];
  let next: string | undefined = "/api/v1/users?limit=7";
  while (next) {
    const { body } = await json(users.GET(asked(next)));
    expect(body.total).toBe(here.tenant.users.count());
    ids.push(...body.value.map(({ id }: { id: string }) => id));
    next = body.nextLink;
    expect(next ?? "https://rollcall.example/api/v1/users?limit=7&after=").toMatch(
      /^https:\/\/rollcall\.example\/api\/v1\/users\?limit=7&after=/,
    );
  }
  expect(ids.toSorted()).toEqual([...here.tenant.users.all()].map(({ id }) => id.toLowerCase()).toSorted());
});

test("one person comes by id and by sign-in name, and nobody is 404", async () => {
  const [person] = [...here.tenant.users.all()];
  const of = (id: string) => json(oneUser.GET(asked("/api/v1/users/x"), { params: Promise.resolve({ id }) }));
  const { body } = await of(person?.id ?? "");
  expect(body).toMatchObject({ id: person?.id.toLowerCase(), userPrincipalName: person?.userPrincipalName });
  expect((await of(person?.userPrincipalName ?? "")).body).toEqual(body);
  expect(await of("nobody@contoso.example")).toMatchObject({ status: 404, body: { error: { code: "not-found" } } });
});

test("a property that is left out of the copy is absent, and not null", async () => {
  const viewer = testAdmin(here.context);
  await changeSetting(here.context, { viewer, setting: { key: "leftOut", value: ["mobilePhone"] } });
  const { body } = await json(users.GET(asked("/api/v1/users?limit=1")));
  expect(body.value[0]).not.toHaveProperty("mobilePhone");
  expect(body.value[0]).toHaveProperty("jobTitle");
});

test("groups and their members come, and what is no group is 404", async () => {
  const { body } = await json(groups.GET(asked("/api/v1/groups?limit=2")));
  expect(body.value).toHaveLength(2);
  const id = body.value[0].id;
  const found = await json(members.GET(asked("/api/v1/groups/x/members"), { params: Promise.resolve({ id }) }));
  expect(found).toMatchObject({ status: 200, body: { value: expect.any(Array) } });
  const none = await json(members.GET(asked("/api/v1/groups/x/members"), { params: Promise.resolve({ id: "no-id" }) }));
  expect(none.status).toBe(404);
});

test("whoever follows the changes misses none and reads none twice", async () => {
  const latest = await json(changes.GET(asked("/api/v1/changes?after=latest")));
  expect(latest.body).toMatchObject({ value: [], next: expect.stringMatching(/^\d+$/) });
  const [person] = [...here.tenant.users.all()];
  here.tenant.updateUser(person?.id ?? "", { jobTitle: "Followed" });
  await sync(here.context, { requestedBy: "test", kind: "full" });
  const { body } = await json(changes.GET(asked(`/api/v1/changes?after=${latest.body.next}`)));
  expect(body.value).toMatchObject([{ userId: person?.id.toLowerCase(), field: "jobTitle", after: "Followed" }]);
  const after = await json(changes.GET(asked(body.nextLink)));
  expect(after.body).toMatchObject({ value: [], next: body.next });
});

test.each([
  ["no limit of ours", "/api/v1/users?limit=1000"],
  ["half a cursor", "/api/v1/users?after=xyz"],
  ["an unknown order", "/api/v1/users?sort=password"],
])("%s is answered 400", async (_, path) => {
  expect(await json(users.GET(asked(path)))).toMatchObject({ status: 400, body: { error: { code: "bad-input" } } });
});

test("without a token the answer is 401, also for a browser with a session", async () => {
  const config = testDoorConfig(environment);
  const claims = { ...testClaims(config, { signedInAt: new Date(), appRoles: ["Rollcall.Admin"] }) };
  const session = await encode({ token: claims, secret: config.web.secret });
  const headers = { cookie: `__Host-next-auth.session-token=${session}` };
  for (const handler of [users.GET, groups.GET, changes.GET, metrics.GET]) {
    const refused = await handler(asked("/api/v1/users", headers));
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toBe("Bearer");
  }
});

test("a token opens nothing else", async () => {
  expect((await download.GET(asked("/users/export"))).status).toBe(401);
});

test("metrics are numbers in Prometheus' form, without anybody's name", async () => {
  const response = await metrics.GET(asked("/api/metrics"));
  expect(response.headers.get("content-type")).toContain("text/plain");
  const text = await response.text();
  expect(text).toContain(`\nrollcall_people ${here.tenant.users.count()}\n`);
  expect(text).toContain("\nrollcall_last_run_failed 0\n");
  for (const line of text.trimEnd().split("\n"))
    expect(line).toMatch(/^(# (HELP|TYPE) rollcall_|rollcall_[a-z_]+ -?[\d.e+]+$)/);
});

test("runs come newest first, page by page, with what each did; one that never was is 404", async () => {
  await sync(here.context, { requestedBy: "somebody" });
  const { body: newest } = await json(runs.GET(asked("/api/v1/runs?limit=1")));
  expect(newest.value).toMatchObject([{ kind: "delta", state: "succeeded", requestedBy: "somebody" }]);
  expect(newest.value[0].finishedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
  const numbers: number[] = [];
  let first: object | undefined;
  for (let next = "/api/v1/runs?limit=1"; next; ) {
    const { body } = await json(runs.GET(asked(next)));
    [first] = body.value;
    numbers.push(Number(body.value[0].run));
    next = body.nextLink;
  }
  expect(numbers).toEqual([...new Set(numbers)].toSorted((one, other) => other - one));
  expect(first).toMatchObject({ run: "1", kind: "full", counts: { created: 30 } });
  const of = (id: string) => json(oneRun.GET(asked("/api/v1/runs/x"), { params: Promise.resolve({ id }) }));
  expect((await of(newest.value[0].run)).body).toEqual(newest.value[0]);
  for (const id of ["999999", "0", "x"]) expect((await of(id)).status).toBe(404);
  expect((await json(runs.GET(asked("/api/v1/runs?after=x")))).status).toBe(400);
});
