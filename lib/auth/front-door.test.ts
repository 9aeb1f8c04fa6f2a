import { NextRequest } from "next/server";
import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { testClaims, testDoorConfig } from "../testing/door-config.ts";
import { askedForHeader } from "./asked-for.ts";
import { frontDoor } from "./front-door.ts";
import { renewalCookie } from "./renewal.ts";
import type { SessionClaims } from "./session-claims.ts";

const config = testDoorConfig();
const now = new Date();

type Asked = RequestInit & { as?: "Rollcall.Admin" | "Rollcall.Reader"; claims?: Partial<SessionClaims> };

async function ask(path: string, { as, claims = {}, ...init }: Asked = {}) {
  const headers = new Headers(init.headers);
  if (as) {
    const token = { ...testClaims(config, { appRoles: [as], ...claims, signedInAt: now }) };
    const session = `__Host-next-auth.session-token=${await encode({ token, secret: config.web.secret })}`;
    headers.set("cookie", [headers.get("cookie"), session].filter(Boolean).join("; "));
  }
  // The address a request arrives with is the proxy's own idea; ours is NEXTAUTH_URL.
  const request = new NextRequest(`http://10.0.0.7:3000${path}`, { ...init, headers } as never);
  return await frontDoor(request, { config, now });
}

const passes = (response: Response) => response.headers.get("x-middleware-next") === "1";

test("a visitor is sent to sign in at our own address, and comes back to the page", async () => {
  const response = await ask("/users?q=x&_rsc=abc", { headers: { "x-forwarded-host": "evil.example" } });
  expect(response.status).toBe(307);
  expect(response.headers.get("location")).toBe("https://rollcall.example/sign-in?callbackUrl=%2Fusers%3Fq%3Dx");
});

test.each([
  "/",
  "/users/export",
  "/settings",
  "/consent",
  "/runs/1",
  "/.well-known/x",
  "/Sign-In",
  "/sign-in/x",
  "/API/health",
])("%s is closed to a visitor", async (path) => {
  const response = await ask(path);
  expect(response.status).toBe(307);
  expect(passes(response)).toBe(false);
});

test.each(["/api/runs/1/events", "/api/v1/users", "/api/healthy", "/api/authx/signin", "/api"])(
  "%s answers a visitor 401 as JSON",
  async (path) => {
    const response = await ask(path);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error: { code: "unauthenticated", message: "Sign in first." } });
    expect(response.headers.get("cache-control")).toBe("private, no-store");
  },
);

test.each(["/sign-in", "/api/auth/providers", "/api/auth/callback/azure-ad", "/api/health"])(
  "%s is open to a visitor",
  async (path) => {
    expect(passes(await ask(path))).toBe(true);
  },
);

test("what Next's tools serve in development is closed in production", async () => {
  expect(passes(await ask("/_next/data/x/users.json"))).toBe(false);
  expect(passes(await ask("/__nextjs_original-stack-frames"))).toBe(false);
});

test.each(["Rollcall.Admin", "Rollcall.Reader"] as const)("%s passes", async (as) => {
  expect(passes(await ask("/users", { as }))).toBe(true);
  expect(passes(await ask("/api/runs/1/events", { as }))).toBe(true);
});

test("an answer from Entra that finds nobody signed in does not carry its state through the sign-in", async () => {
  const response = await ask("/consent/callback?state=secret&admin_consent=True");
  expect(response.headers.get("location")).toBe("https://rollcall.example/sign-in?callbackUrl=%2Fconsent");
});

test("a visitor's form is not sent on to the sign-in page, and an action navigates there", async () => {
  const form = await ask("/settings", { method: "POST", body: "key=schedule" });
  expect(form.status).toBe(303);
  const action = await ask("/settings", { method: "POST", body: "[]", headers: { "next-action": "abc" } });
  expect(action.status).toBe(401);
  expect(action.headers.get("x-action-redirect")).toBe("https://rollcall.example/sign-in?callbackUrl=%2Fsettings;push");
});

test("a page runs scripts of this answer only, is framed by nobody and kept by nobody", async () => {
  const [first, second] = [
    await ask("/users", { as: "Rollcall.Reader" }),
    await ask("/users", { as: "Rollcall.Reader" }),
  ];
  const policy = first.headers.get("content-security-policy") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  expect(policy).toContain(`script-src 'self' 'nonce-${nonce}' 'strict-dynamic';`);
  expect(policy).toContain(`style-src 'self' 'nonce-${nonce}';`);
  expect(policy).not.toContain("unsafe-eval");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(second.headers.get("content-security-policy")).not.toContain(nonce);
  expect(first.headers.get("x-middleware-request-x-nonce")).toBe(nonce);
  expect(first.headers.get("x-middleware-request-content-security-policy")).toBe(policy);
  expect(first.headers.get("cache-control")).toBe("private, no-store");
  expect(first.headers.get("strict-transport-security")).toBe("max-age=31536000");
  expect(first.headers.get("referrer-policy")).toBe("same-origin");
});

test("what a handler answers may do nothing as a page", async () => {
  const { headers } = await ask("/api/runs/1/events", { as: "Rollcall.Reader" });
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
});

test("a nonce or a form token that the request claims is not taken over", async () => {
  const response = await ask("/sign-in", { headers: { "x-nonce": "mine", "x-csrf-token": "mine" } });
  expect(response.headers.get("x-middleware-request-x-nonce")).not.toBe("mine");
  expect(response.headers.get("x-middleware-request-x-csrf-token")).toMatch(/^[0-9a-f]{64}$/);
});

test("forms lead to ourselves and to Microsoft's sign-in of the configured cloud", async () => {
  const policyOf = async (path: string) =>
    (await ask(path, { as: "Rollcall.Admin" })).headers.get("content-security-policy") ?? "";
  expect(await policyOf("/consent")).toMatch(/form-action 'self' https:\/\/login\.microsoftonline\.com$/);
  expect(await policyOf("/sign-in")).toMatch(/form-action 'self' https:\/\/login\.microsoftonline\.com https:$/);
});

const hourOld = { rolesReadAt: now.getTime() / 1000 - config.rolesSeconds };
const byBrowser = { "sec-fetch-mode": "navigate" };

test("who opens a page with roles of an hour ago is sent to have them read again, and would come back to that page", async () => {
  const due = await ask("/users?q=x&_rsc=abc", { as: "Rollcall.Reader", claims: hourOld, headers: byBrowser });
  expect(due.status).toBe(307);
  expect(due.headers.get("location")).toBe("https://rollcall.example/api/auth/renew?callbackUrl=%2Fusers%3Fq%3Dx");
  expect(due.headers.get("cache-control")).toBe("private, no-store");
  const recent = { rolesReadAt: hourOld.rolesReadAt + 1 };
  expect(passes(await ask("/users", { as: "Rollcall.Reader", claims: recent, headers: byBrowser }))).toBe(true);
});

test("a browser that is on its way already is not sent again, so nobody goes round in circles", async () => {
  const headers = { ...byBrowser, cookie: renewalCookie("under-way", config.web).split(";")[0] ?? "" };
  expect(passes(await ask("/users", { as: "Rollcall.Reader", claims: hourOld, headers }))).toBe(true);
  const over = { ...byBrowser, cookie: renewalCookie("over", config.web).split(";")[0] ?? "" };
  expect((await ask("/users", { as: "Rollcall.Reader", claims: hourOld, headers: over })).status).toBe(307);
});

test.each(["/users/export", "/runs/1/plan", "/api/freshness", "/consent/callback?state=x", "/api/auth/renew"])(
  "%s is answered with old roles, as it could not come back from Microsoft",
  async (path) => {
    expect(passes(await ask(path, { as: "Rollcall.Admin", claims: hourOld, headers: byBrowser }))).toBe(true);
  },
);

test("a script that wants a page's data is told to open the page, and one that fetches ahead gets it", async () => {
  const asking = (what: string) => ({ "sec-fetch-mode": "cors", [askedForHeader]: what });
  const data = await ask("/users", { as: "Rollcall.Reader", claims: hourOld, headers: asking("data") });
  expect(data.status).toBe(204);
  expect(data.headers.get("cache-control")).toBe("private, no-store");
  const ahead = await ask("/users", { as: "Rollcall.Reader", claims: hourOld, headers: asking("prefetch") });
  expect(passes(ahead)).toBe(true);
});

test("an action whose arguments cannot be read is answered 400 here, before the framework fails on it", async () => {
  const headers = { origin: config.web.url, "content-length": "1", "next-action": "a", "content-type": "text/plain" };
  const answer = await ask("/settings", { as: "Rollcall.Admin", method: "POST", body: "{", headers });
  expect(answer.status).toBe(400);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
});

test("a page is not answered to a method that no browser sends it", async () => {
  const headers = { origin: config.web.url, "content-length": "0" };
  for (const method of ["PUT", "DELETE", "PATCH", "PROPFIND"]) {
    const answer = await ask("/users", { as: "Rollcall.Admin", method, headers });
    expect(answer.status, method).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD, POST");
  }
});

test("an action, and a program that is no browser, go on with old roles until twice the time", async () => {
  const headers = { origin: config.web.url, "content-length": "2", "next-action": "a", "content-type": "text/plain" };
  const action = await ask("/settings", { as: "Rollcall.Admin", claims: hourOld, method: "POST", body: "[]", headers });
  expect(passes(action)).toBe(true);
  expect(passes(await ask("/users", { as: "Rollcall.Admin", claims: hourOld }))).toBe(true);
  const over = { rolesReadAt: now.getTime() / 1000 - 2 * config.rolesSeconds };
  const late = await ask("/users", { as: "Rollcall.Admin", claims: over, headers: byBrowser });
  expect(late.headers.get("location")).toBe("https://rollcall.example/sign-in?callbackUrl=%2Fusers");
});

test.each(["/api/v1/users", "/api/metrics"])(
  "%s lets a program with a token on to its handler, and nothing else is",
  async (path) => {
    const headers = { authorization: "Bearer rollcall_x" };
    expect(passes(await ask(path, { headers }))).toBe(true);
    expect((await ask("/api/search", { headers })).status).toBe(401);
    expect((await ask("/users", { headers })).status).toBe(307);
  },
);
