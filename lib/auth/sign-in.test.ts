import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { createTestCertificate } from "../testing/certificate.ts";
import { createCookieJar } from "../testing/cookie-jar.ts";
import { type SignInServer, signInServer } from "../testing/sign-in-server.ts";
import { answerSignIn, beginSignIn, offered, viewerWith, walkSignIn } from "../testing/walk-sign-in.ts";
import { createWorkload } from "../testing/workload.ts";
import { readSession } from "./session-cookie.ts";

let open: SignInServer | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function server(options: Parameters<typeof signInServer>[0] = {}): Promise<SignInServer> {
  open = await signInServer(options);
  return open;
}

test("an admin by app role comes in, known by object id and tenant", async () => {
  const here = await server();
  const admin = await offered(here, "demo administrator");
  const walk = await walkSignIn(here, { person: admin.id, callbackUrl: "/users?q=x" });
  expect(walk.endedAt).toBe(`${here.config.web.url}/users?q=x`);
  expect(await walk.viewer()).toMatchObject({
    id: admin.id,
    tenantId: here.tenant.tenantId,
    userPrincipalName: admin.name,
    role: "admin",
  });
  expect(here.refusals).toEqual([]);
});

test("a reader by app role comes in as a reader", async () => {
  const here = await server();
  const { id } = await offered(here, "reader");
  expect((await (await walkSignIn(here, { person: id })).viewer())?.role).toBe("reader");
});

test("a person without a role gets no session, and is told as whom Microsoft knows them", async () => {
  const here = await server();
  const { id, name } = await offered(here, "no role");
  const walk = await walkSignIn(here, { person: id });
  expect(await walk.viewer()).toBeUndefined();
  expect(Object.keys(walk.browser.cookies(here.config.web.url))).not.toContain("next-auth.session-token");
  expect(walk.endedAt).toBe(`${here.config.web.url}/sign-in`);
  expect(here.refusals).toEqual([{ reason: "no-role", person: name }]);
});

test.each(["object id", "UPN in capitals"])("ROLLCALL_ADMINS lets in a person without a role by %s", async (kind) => {
  const here = await server({
    environment: (tenant) => {
      const [someone] = [...tenant.users.all()].filter(({ accountEnabled }) => accountEnabled).slice(5);
      const { id = "", userPrincipalName = "" } = someone ?? {};
      return {
        ROLLCALL_ADMINS: `nobody@contoso.example, ${kind === "object id" ? id : userPrincipalName.toUpperCase()}`,
      };
    },
  });
  const named = here.config.admins[1] ?? "";
  const person = [...here.tenant.users.all()].find(
    ({ id, userPrincipalName }) => id === named || userPrincipalName.toLowerCase() === named,
  );
  expect((await (await walkSignIn(here, { person: person?.id ?? "" })).viewer())?.role).toBe("admin");
});

test("a person of another tenant is refused, whatever role the token claims and whatever ROLLCALL_ADMINS says", async () => {
  const here = await server({ environment: { ROLLCALL_ADMINS: "eve.adler@fabrikam.example" } });
  const { id, name } = await offered(here, "guest of another tenant");
  const walk = await walkSignIn(here, { person: id });
  expect(await walk.viewer()).toBeUndefined();
  expect(here.refusals).toEqual([{ reason: "other-tenant", person: name }]);
});

test("a tenant configured by its domain lets in its own people and nobody else", async () => {
  const here = await server({ environment: { MSGRAPH_TENANT_ID: "contoso.example" } });
  const admin = await offered(here, "demo administrator");
  const foreigner = await offered(here, "guest of another tenant");
  expect((await (await walkSignIn(here, { person: admin.id })).viewer())?.tenantId).toBe(here.tenant.tenantId);
  expect(await (await walkSignIn(here, { person: foreigner.id })).viewer()).toBeUndefined();
});

test("Microsoft is asked for a code with PKCE, state and nonce, and for no more than who it is", async () => {
  const here = await server();
  const { searchParams, pathname } = await beginSignIn(here, { browser: createCookieJar() });
  expect(pathname).toBe(`/${here.tenant.tenantId}/oauth2/v2.0/authorize`);
  expect(Object.fromEntries(searchParams)).toEqual({
    client_id: here.tenant.clientId,
    response_type: "code",
    scope: "openid profile email",
    redirect_uri: `${here.config.web.url}/api/auth/callback/azure-ad`,
    code_challenge_method: "S256",
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{20,}$/),
    nonce: expect.stringMatching(/^[\w-]{20,}$/),
  });
});

test("a cancelled sign-in says so with Microsoft's code", async () => {
  const here = await server();
  const walk = await walkSignIn(here, { person: "cancel" });
  expect(await walk.viewer()).toBeUndefined();
  expect(here.refusals).toMatchObject([{ reason: "cancelled", graphCode: "AADSTS65004" }]);
  expect(here.refusals[0]?.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test("a wrong secret is told apart from a wrong person, with Microsoft's code and trace id and without the secret", async () => {
  const here = await server({ environment: { MSGRAPH_CLIENT_SECRET: "not-the-secret" } });
  const { id } = await offered(here, "demo administrator");
  const walk = await walkSignIn(here, { person: id });
  expect(await walk.viewer()).toBeUndefined();
  expect(here.refusals).toEqual([
    { reason: "credentials", graphCode: "AADSTS7000215", requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  ]);
});

test("an unknown tenant is told as such", async () => {
  const here = await server({ environment: { MSGRAPH_TENANT_ID: "00000000-1111-4222-8333-444444444444" } });
  await walkSignIn(here, { person: "nobody" });
  expect(here.refusals).toMatchObject([{ reason: "tenant-unknown", graphCode: "AADSTS90002" }]);
});

test("when Microsoft cannot be reached, nobody is blamed", async () => {
  const here = await server();
  await here.stopTenant();
  await walkSignIn(here, { person: "nobody" });
  expect(here.refusals).toEqual([{ reason: "unreachable" }]);
});

test("a certificate redeems the code instead of a secret", async () => {
  const { certificate, keyAndCertificate } = createTestCertificate();
  const folder = mkdtempSync(join(tmpdir(), "rollcall-sign-in-"));
  const path = join(folder, "app.pem");
  writeFileSync(path, keyAndCertificate);
  try {
    const here = await server({
      tenant: { certificate },
      environment: { MSGRAPH_CLIENT_SECRET: undefined, MSGRAPH_CLIENT_CERTIFICATE: path },
    });
    const { id } = await offered(here, "demo administrator");
    expect((await (await walkSignIn(here, { person: id })).viewer())?.role).toBe("admin");
    expect(here.refusals).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the platform's token redeems the code instead of a secret, and a strange one does not", async () => {
  const workload = createWorkload();
  const folder = mkdtempSync(join(tmpdir(), "rollcall-sign-in-"));
  const path = join(folder, "token");
  try {
    const here = await server({
      tenant: { federatedCredential: workload.federatedCredential },
      environment: { MSGRAPH_CLIENT_SECRET: undefined, MSGRAPH_FEDERATED_TOKEN_FILE: path },
    });
    const { id } = await offered(here, "demo administrator");
    await workload.renew(path, { subject: "system:serviceaccount:other:other" });
    await walkSignIn(here, { person: id });
    expect(here.refusals).toMatchObject([{ graphCode: "AADSTS700213" }]);
    await workload.renew(path);
    expect((await (await walkSignIn(here, { person: id })).viewer())?.role).toBe("admin");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("an answer counts once, in the browser that asked, with the state it asked with", async () => {
  const here = await server();
  const { id } = await offered(here, "demo administrator");
  const browser = createCookieJar();
  const back = await answerSignIn(await beginSignIn(here, { browser }), { browser, person: id });

  const thief = createCookieJar();
  await thief.get(back);
  expect(await viewerWith(thief, here)).toBeUndefined();
  expect(here.refusals).toMatchObject([{ reason: "interrupted" }]);

  const otherState = new URL(back);
  otherState.searchParams.set("state", "guessed");
  const copy = createCookieJar();
  await beginSignIn(here, { browser: copy });
  await copy.get(otherState.href);
  expect(await viewerWith(copy, here)).toBeUndefined();

  await browser.get(back);
  expect((await viewerWith(browser, here))?.id).toBe(id);
  const again = createCookieJar();
  await beginSignIn(here, { browser: again });
  await again.get(back);
  expect(await viewerWith(again, here)).toBeUndefined();
});

test("the way back after sign-in never leaves the site", async () => {
  const here = await server();
  const { id } = await offered(here, "reader");
  const walk = await walkSignIn(here, { person: id, callbackUrl: "https://evil.example/users" });
  expect(walk.endedAt).toBe(`${here.config.web.url}/`);
});

test("using a session does not prolong it: eight hours after the sign-in it is over", async () => {
  let clock = new Date();
  // Long enough that nothing but the eight hours can end it.
  const here = await server({ now: () => clock, environment: { ROLLCALL_ROLES_MINUTES: "240" } });
  const { id } = await offered(here, "reader");
  const walk = await walkSignIn(here, { person: id });
  const begun = clock.getTime();
  const ask = async () => (await (await walk.browser.get(`${here.config.web.url}/api/auth/session`)).json()) as object;
  clock = new Date(begun + 7 * 3_600_000);
  expect(await ask()).toEqual({
    user: { name: expect.any(String), role: "reader" },
    expires: new Date(begun + 8 * 3_600_000).toISOString(),
  });
  clock = new Date(begun + 8 * 3_600_000 + 1_000);
  expect(await ask()).toEqual({});
  expect(Object.keys(walk.browser.cookies(here.config.web.url))).not.toContain("next-auth.session-token");
});

test("a reader by group comes in when Entra has them in it, and not when it does not or cannot be asked", async () => {
  const groupId = "22222222-0000-4000-8000-00000000000a";
  for (const isMember of [true, false]) {
    const asked: string[] = [];
    const here = await server({
      environment: { ROLLCALL_READER_GROUP: groupId },
      witnesses: {
        async isInGroup(about) {
          asked.push(about.groupId);
          return isMember;
        },
      },
    });
    const { id } = await offered(here, "no role");
    expect((await (await walkSignIn(here, { person: id })).viewer())?.role).toBe(isMember ? "reader" : undefined);
    expect(asked).toEqual([groupId]);
    const admin = await offered(here, "demo administrator");
    expect((await (await walkSignIn(here, { person: admin.id })).viewer())?.role).toBe("admin");
    expect(asked).toHaveLength(1);
    await here.close();
  }
  open = undefined;
});

test("a person whom the copy knows as a guest is refused with that reason", async () => {
  const account = { accountEnabled: true, deletedReason: null, userType: "Guest", changedAt: new Date(0) };
  const here = await server({ witnesses: { known: async () => ({ account }) } });
  const { id, name } = await offered(here, "demo administrator");
  expect(await (await walkSignIn(here, { person: id })).viewer()).toBeUndefined();
  expect(here.refusals).toEqual([{ reason: "guest", person: name }]);
});

test("a silent sign-in reads the roles anew and prolongs nothing; without Microsoft's session it is refused", async () => {
  let clock = new Date();
  const entered: string[] = [];
  const here = await server({
    now: () => clock,
    witnesses: {
      async entered({ sessionId }) {
        entered.push(sessionId);
      },
    },
  });
  const { id, name } = await offered(here, "reader");
  const { browser } = await walkSignIn(here, { person: id });
  const first = await claimsOf(browser, here);
  clock = new Date(clock.getTime() + 90 * 60_000);
  // As app/_server/renewal-request.ts does.
  browser.set(here.config.web.url, "rollcall.renewal", "1");
  const silently = { prompt: "none", login_hint: name };
  const asked = await beginSignIn(here, { browser, parameters: silently });
  const back = (await browser.get(asked.href)).headers.get("location") ?? "";
  await browser.get(back);
  const renewed = await claimsOf(browser, here);
  expect(renewed?.rolesReadAt).toBe(clock.getTime() / 1000);
  expect(renewed).toEqual({ ...first, rolesReadAt: renewed?.rolesReadAt });
  expect(entered).toEqual([first?.sessionId]);

  const elsewhere = createCookieJar();
  const refused = await elsewhere.get((await beginSignIn(here, { browser: elsewhere, parameters: silently })).href);
  await elsewhere.get(refused.headers.get("location") ?? "");
  expect(here.refusals).toMatchObject([{ reason: "asked-again", graphCode: "AADSTS50058" }]);
});

async function claimsOf(browser: ReturnType<typeof createCookieJar>, { config }: SignInServer) {
  const cookies = Object.entries(browser.cookies(config.web.url)).map(([cookie, value]) => `${cookie}=${value}`);
  return await readSession(cookies.join("; "), config.web);
}
