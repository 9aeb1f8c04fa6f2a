import { encode } from "next-auth/jwt";
import { afterAll, expect, test, vi } from "vitest";
import { signOut, signOutEveryone } from "#lib/commands/sessions.ts";
import { testClaims, testDoorConfig } from "#lib/testing/door-config.ts";
import { testDatabase } from "#lib/testing/test-database.ts";

const database = await testDatabase();
const environment = {
  DATABASE_URL: database.url,
  MSGRAPH_TENANT_ID: "aaaabbbb-0000-4ccc-8111-dddd2222eeee",
  MSGRAPH_APPLICATION_ID: "00001111-aaaa-4222-8bbb-3333cccc4444",
  MSGRAPH_CLIENT_SECRET: "a client secret",
  NEXTAUTH_URL: "https://rollcall.example",
  NEXTAUTH_SECRET: "a secret that only tests know, long enough for them",
};
for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
const { adminOf, viewerOf } = await import("./session.ts");
const { processContext } = await import("./process-context.ts");

afterAll(async () => {
  await (await processContext()).db.close();
  await database.close();
});

const config = testDoorConfig(environment);

async function requestOf(
  role?: "Rollcall.Admin" | "Rollcall.Reader",
  { bearer = false, sessionId = "one", objectId = "11111111-0000-4000-8000-000000000001" } = {},
): Promise<Request> {
  const url = "https://rollcall.example/users/export";
  if (!role) return new Request(url);
  const token = {
    ...testClaims(config, { signedInAt: new Date(Date.now() - 60_000), appRoles: [role], sessionId, objectId }),
  };
  const session = await encode({ token, secret: config.web.secret });
  const headers: Record<string, string> = bearer
    ? { authorization: `Bearer ${session}` }
    : { cookie: `__Host-next-auth.session-token=${session}` };
  return new Request(url, { headers });
}

async function statusOf(answer: Promise<unknown>): Promise<number | "let in"> {
  const given = await answer;
  return given instanceof Response ? given.status : "let in";
}

test("a handler lets in readers and admins, and answers a visitor 401", async () => {
  expect(await statusOf(viewerOf(await requestOf()))).toBe(401);
  expect(await statusOf(viewerOf(await requestOf("Rollcall.Reader")))).toBe("let in");
  expect(await statusOf(viewerOf(await requestOf("Rollcall.Admin")))).toBe("let in");
});

test("a handler that changes things answers a reader 403", async () => {
  expect(await statusOf(adminOf(await requestOf()))).toBe(401);
  expect(await statusOf(adminOf(await requestOf("Rollcall.Reader")))).toBe(403);
  expect(await statusOf(adminOf(await requestOf("Rollcall.Admin")))).toBe("let in");
});

test("a session counts in its cookie only, not in a header", async () => {
  expect(await statusOf(viewerOf(await requestOf("Rollcall.Admin", { bearer: true })))).toBe(401);
});

const someone = "11111111-0000-4000-8000-000000000002";

test("a session that was ended is nobody's, whoever holds a copy of its cookie", async () => {
  const context = await processContext();
  const [here, elsewhere, other] = await Promise.all([
    requestOf("Rollcall.Reader", { sessionId: "here", objectId: someone }),
    requestOf("Rollcall.Reader", { sessionId: "elsewhere", objectId: someone }),
    requestOf("Rollcall.Admin", { sessionId: "other" }),
  ]);
  const viewer = await viewerOf(here);
  if (viewer instanceof Response) throw new Error("nothing ended it yet");
  await signOut(context, { viewer });
  expect(await statusOf(viewerOf(here))).toBe(401);
  expect(await statusOf(viewerOf(elsewhere))).toBe("let in");
  await signOut(context, { viewer, everywhere: true });
  expect(await statusOf(viewerOf(elsewhere))).toBe(401);
  const admin = await adminOf(other);
  if (admin instanceof Response) throw new Error("it is somebody else's session");
  await signOutEveryone(context, { viewer: admin });
  expect(await statusOf(viewerOf(other))).toBe(401);
});

test("an account that the copy finds disabled is out at the next request", async () => {
  const { db } = await processContext();
  await db.prisma.sessionEnd.deleteMany();
  const request = await requestOf("Rollcall.Admin", { objectId: someone });
  await db.prisma.microsoftGraphUser.create({ data: { id: someone, accountEnabled: true } });
  expect(await statusOf(viewerOf(request))).toBe("let in");
  await db.prisma.microsoftGraphUser.update({
    where: { id: someone },
    data: { accountEnabled: false, changedAt: new Date() },
  });
  expect(await statusOf(viewerOf(request))).toBe(401);
});

test("a reader who asks for what an admin may do is noted", async () => {
  const { db } = await processContext();
  const before = await db.prisma.auditEvent.count({ where: { kind: "forbidden" } });
  await adminOf(await requestOf("Rollcall.Reader"));
  expect(await db.prisma.auditEvent.count({ where: { kind: "forbidden" } })).toBe(before + 1);
});
