import { readdirSync, readFileSync } from "node:fs";
import { request as ask } from "node:http";
import { join } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { checkoutDirectory } from "#lib/config/checkout.ts";
import { newestRun } from "../fixtures/actions.ts";
import { expect, test } from "../fixtures/test.ts";

type Action = { id: string; name: string; path: string };

/** Every server action of the build, with a page that has it. */
function actionsOfTheBuild(): Action[] {
  const file = join(checkoutDirectory(), ".next", "server", "server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(file, "utf8")) as {
    node: Record<string, { exportedName: string; workers: Record<string, unknown> }>;
  };
  return Object.entries(node).map(([id, { exportedName, workers }]) => {
    const page = Object.keys(workers).find((worker) => worker !== "app/_not-found/page") ?? "app/page";
    const path = page
      .replace(/^app/, "")
      .replace(/\/page$/, "")
      .replace(/\[id\]/, "1");
    return { id, name: exportedName, path: path || "/" };
  });
}

const ofEverybody = ["signOut", "signOutEverywhere"];
const forAdmins = () => actionsOfTheBuild().filter(({ name }) => !ofEverybody.includes(name));

const send = (request: APIRequestContext, { id, path }: Action, headers: Record<string, string>) =>
  request.post(path, {
    headers: { "next-action": id, "content-type": "text/plain;charset=UTF-8", ...headers },
    data: "[]",
    maxRedirects: 0,
  });

/** Playwright's own requests, like a browser's, may not be a TRACE. */
function statusOf(method: string, path: string, url: string): Promise<number | undefined> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = ask({ host: "127.0.0.1", port, path, method }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject).end();
  });
}

test.describe("A reader's cookie", () => {
  test.use({ as: "reader" });

  test("opens no action of an admin, and a page of elsewhere none at all", async ({ request, page, installation }) => {
    const actions = forAdmins();
    expect(actions.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "syncNow",
        "cancel",
        "decideHeld",
        "raiseLimit",
        "applyPlan",
        "saveSetting",
        "getConsent",
      ]),
    );
    const before = await newestRun(page);
    for (const action of actions) {
      const answer = await send(request, action, { origin: installation.url });
      expect(answer.status(), action.name).toBe(403);
    }
    const elsewhere: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      {},
    ];
    for (const headers of elsewhere) {
      for (const action of actionsOfTheBuild()) {
        const claims = { "x-forwarded-host": "evil.example", ...headers };
        expect((await send(request, action, claims)).status(), JSON.stringify(headers)).toBe(403);
      }
    }
    expect(await newestRun(page)).toBe(before);
  });

  test("does not make a server of oversized, cut or senseless requests", async ({ request, installation }) => {
    const origin = installation.url;
    const [action] = forAdmins();
    if (!action) throw new Error("the build has no actions");
    const headers = { origin, "next-action": action.id, "content-type": "text/plain;charset=UTF-8" };
    const large = await request.post(action.path, { headers, data: "x".repeat(200_000), maxRedirects: 0 });
    expect(large.status()).toBe(413);
    const multipart = "multipart/form-data; boundary=x";
    const part = '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n';
    const senseless: [data: string, contentType?: string][] = [
      ...["{", '["$F1"]', '["$Q9"]', '["$h1"]', '["$0:0:__proto__:then"]', "\0", "[".repeat(50_000)].map(
        (data): [string] => [data],
      ),
      ["[]", "application/json"],
      ["0=[]", "application/x-www-form-urlencoded"],
      ["[]", multipart],
      [`${part}[]`, multipart],
      [`${part}["$F1"]\r\n--x--\r\n`, multipart],
    ];
    for (const [data, contentType = headers["content-type"]] of senseless) {
      const sent = { ...headers, "content-type": contentType };
      const answer = await request.post(action.path, { headers: sent, data, maxRedirects: 0 });
      expect(answer.status(), `${contentType}: ${data.slice(0, 60)}`).toBe(400);
      expect(await answer.text()).not.toMatch(/node_modules|\.ts:|at \w+ \(/);
    }
    const bound = { $ACTION_REF_1: "" };
    const withoutScript: Record<string, string>[] = [bound, { ...bound, "$ACTION_1:0": "{" }, { kind: "full" }];
    for (const fields of withoutScript) {
      const answer = await request.post(action.path, { headers: { origin }, multipart: fields, maxRedirects: 0 });
      expect(answer.status(), JSON.stringify(fields)).toBe(400);
    }
    for (const method of ["PUT", "DELETE", "PROPFIND"]) {
      expect((await request.fetch(action.path, { method, headers: { origin } })).status(), method).toBe(405);
    }
    expect(await statusOf("TRACE", "/sign-in", installation.url)).toBe(405);
    const unknown = await request.post("/", { headers: { ...headers, "next-action": "0".repeat(42) }, data: "[]" });
    expect([404, 409]).toContain(unknown.status());
  });

  test("finds nothing by guessing paths and ids, and breaks nothing", async ({ request }) => {
    const strings = [
      "..%2F..%2F.env",
      "%00",
      "'%20OR%201=1--",
      "%27;DROP%20TABLE%20setting;--",
      "%F0%9F%92%A9",
      "%ff",
      "a".repeat(3_000),
    ];
    for (const list of ["users", "supervisors", "groups", "runs"]) {
      for (const text of strings) {
        const page = await request.get(`/${list}/${text}`, { maxRedirects: 0 });
        expect([308, 400, 404], `/${list}/${text.slice(0, 40)}`).toContain(page.status());
      }
    }
    for (const text of strings) {
      const found = await request.get(`/users/export?q=${text}`, { maxRedirects: 0 });
      expect([200, 400], `q=${text.slice(0, 40)}`).toContain(found.status());
    }
    for (const path of ["/.env", "/.git/config", "/package.json", "/_next/../.env", "/prisma/schema.prisma"]) {
      expect((await request.get(path, { maxRedirects: 0 })).status(), path).not.toBe(200);
    }
  });
});

test("What browsers are given to run holds no secret, and nothing of what reads one", async ({ installation }) => {
  const folder = join(checkoutDirectory(), ".next", "static");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const scripts = files.filter(({ name }) => name.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(10);
  // Of the token request, of reading the environment, of the database. What a page says of a setting is server text.
  const ofTheServer = [
    "client_assertion",
    "MSGRAPH_CLIENT_",
    "NEXTAUTH_SECRET",
    "DATABASE_URL",
    "PRIVATE KEY",
    "SELECT ",
  ];
  for (const { parentPath, name } of files) {
    const text = readFileSync(join(parentPath, name), "utf8");
    const found = [...installation.secrets, ...ofTheServer].filter((part) => text.includes(part));
    expect(found, name).toEqual([]);
  }
});

test.describe("A visitor", () => {
  test.use({ as: "nobody" });

  test("gets past the door by no header", async ({ request, installation }) => {
    const games: Record<string, string>[] = [
      { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
      { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy" },
      { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https", forwarded: "host=evil.example" },
      { "x-original-url": "/sign-in", "x-rewrite-url": "/sign-in" },
      { "x-http-method-override": "GET", rsc: "1" },
      { authorization: "Bearer x", "x-rollcall-peer": "127.0.0.1" },
    ];
    for (const headers of games) {
      const answer = await request.get("/users", { headers, maxRedirects: 0 });
      expect(answer.status(), JSON.stringify(headers)).toBe(307);
      expect(new URL(answer.headers().location ?? "", installation.url).origin).toBe(installation.url);
    }
    for (const path of ["/users/", "/%75sers", "/USERS", "/users;x", "/sign-in/../users", "/api/auth/../../users"]) {
      const answer = await request.get(path, { maxRedirects: 0 });
      expect([307, 308, 401, 404], path).toContain(answer.status());
      expect(await answer.text(), path).not.toContain("@contoso.example");
    }
  });

  test("is sent to our own address whatever host was asked for", async ({ installation }) => {
    const { port } = new URL(installation.url);
    const location = await new Promise<string | undefined>((resolve, reject) => {
      const sent = ask({ host: "127.0.0.1", port, path: "/users", headers: { host: "evil.example" } }, (response) => {
        response.resume();
        resolve(response.headers.location);
      });
      sent.on("error", reject).end();
    });
    expect(new URL(location ?? "", installation.url).href).toBe(`${installation.url}/sign-in?callbackUrl=%2Fusers`);
  });
});
