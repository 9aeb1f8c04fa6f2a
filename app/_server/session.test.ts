import { encode } from "next-auth/jwt";
import { expect, test, vi } from "vitest";
import { testClaims, testDoorConfig } from "#lib/testing/door-config.ts";

const environment = {
  MSGRAPH_TENANT_ID: "aaaabbbb-0000-4ccc-8111-dddd2222eeee",
  MSGRAPH_APPLICATION_ID: "00001111-aaaa-4222-8bbb-3333cccc4444",
  MSGRAPH_CLIENT_SECRET: "a client secret",
  NEXTAUTH_URL: "https://rollcall.example",
  NEXTAUTH_SECRET: "a secret that only tests know, long enough for them",
};
for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
const { adminOf, viewerOf } = await import("./session.ts");

const config = testDoorConfig(environment);

async function requestOf(role?: "Rollcall.Admin" | "Rollcall.Reader", { bearer = false } = {}): Promise<Request> {
  const url = "https://rollcall.example/users/export";
  if (!role) return new Request(url);
  const token = { ...testClaims(config, { signedInAt: new Date(), appRoles: [role] }) };
  const session = await encode({ token, secret: config.web.secret });
  const headers: Record<string, string> = bearer
    ? { authorization: `Bearer ${session}` }
    : { cookie: `__Secure-next-auth.session-token=${session}` };
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
