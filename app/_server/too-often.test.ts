import { NextRequest } from "next/server";
import { encode } from "next-auth/jwt";
import { afterAll, expect, test, vi } from "vitest";
import { peerHeader } from "#lib/auth/client-address.ts";
import { type Limited, takeAllowance } from "#lib/commands/rate-limit.ts";
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
const { processContext } = await import("./process-context.ts");
const downloads = await import("#app/users/export/route.ts");
const signIn = await import("#app/api/auth/[...nextauth]/route.ts");

afterAll(async () => {
  await (await processContext()).db.close();
  await database.close();
});

const config = testDoorConfig(environment);
const ada = "11111111-0000-4000-8000-000000000001";
const bo = "11111111-0000-4000-8000-000000000002";

async function spend(what: Limited, { who, times }: { who: string; times: number }): Promise<void> {
  const context = await processContext();
  for (let time = 0; time < times; time++) expect(await takeAllowance(context, { what, who })).toBeUndefined();
}

async function download(objectId: string): Promise<Response> {
  const token = { ...testClaims(config, { signedInAt: new Date(), appRoles: ["Rollcall.Reader"], objectId }) };
  const cookie = `__Host-next-auth.session-token=${await encode({ token, secret: config.web.secret })}`;
  return await downloads.GET(new Request(`${config.web.url}/users/export`, { headers: { cookie } }));
}

/** A sign-in step of a visitor who also claims to be forwarded for another. */
async function stepOfSignIn({ from, claiming }: { from: string; claiming: string }): Promise<Response> {
  const headers = { [peerHeader]: from, "x-forwarded-for": claiming };
  const request = new NextRequest(`${config.web.url}/api/auth/signin`, { headers });
  return await signIn.GET(request, { params: Promise.resolve({ nextauth: ["signin"] }) });
}

function secondsToWait({ headers }: Response): number {
  return Number(headers.get("retry-after"));
}

test("the 121st download of a minute is answered 429 with when to come back, and nobody else's is", async () => {
  await spend("export", { who: ada, times: 119 });
  const last = await download(ada);
  expect(last.status).toBe(200);
  expect(await last.text()).toContain("userPrincipalName");
  const refused = await download(ada);
  expect(refused.status).toBe(429);
  expect(refused.headers.get("content-type")).toContain("application/json");
  expect(await refused.json()).toMatchObject({ error: { code: "rate-limited", message: expect.any(String) } });
  expect(secondsToWait(refused)).toBeGreaterThan(0);
  expect(secondsToWait(refused)).toBeLessThanOrEqual(60);
  expect((await download(bo)).status).toBe(200);
});

test("the 121st step of a sign-in from one address is answered 429, whatever address it claims, and counts for no other", async () => {
  const [address, other] = ["203.0.113.9", "198.51.100.7"];
  await spend("sign-in", { who: address, times: 120 });
  const refused = await stepOfSignIn({ from: address, claiming: other });
  expect(refused.status).toBe(429);
  expect(secondsToWait(refused)).toBeGreaterThan(0);
  expect(secondsToWait(refused)).toBeLessThanOrEqual(60);
  expect(await refused.text()).toContain(`${secondsToWait(refused)} s`);
  expect(refused.headers.getSetCookie()).toEqual([]);
  await spend("sign-in", { who: other, times: 120 });
});
