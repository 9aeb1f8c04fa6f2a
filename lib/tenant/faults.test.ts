import { expect, test } from "vitest";
import type { FaultKind } from "./faults.ts";
import { signedIn } from "./testing/graph-caller.ts";

test("a fault befalls so many matching calls, after so many, and no others", async () => {
  const { graph, tenant } = await signedIn({ people: 5 });
  tenant.faults.add({ match: "GET /v1.0/users", status: 500, after: 1, times: 2 });
  const statuses: number[] = [];
  for (const path of ["/users", "/groups", "/users", "/users", "/users"]) statuses.push((await graph.get(path)).status);
  expect(statuses).toEqual([200, 200, 500, 500, 200]);
  tenant.faults.add({ match: /users\?\$top=3$/g, status: 503, times: "always" });
  for (let at = 0; at < 3; at += 1) expect((await graph.get("/users?$top=3")).status).toBe(503);
  tenant.faults.clear();
  expect((await graph.get("/users?$top=3")).status).toBe(200);
});

test("statuses come in Graph's own words", async () => {
  const { graph, tenant } = await signedIn({ people: 5 });
  const wording: [number, string, string][] = [
    [429, "TooManyRequests", "Please retry again later."],
    [500, "generalException", "The operation has timed out."],
    [503, "serviceNotAvailable", "The service is not available. Try the request again after a delay."],
    [504, "UnknownError", ""],
    [410, "resyncRequired", "Resync required. Restart with a full synchronization."],
  ];
  for (const [status, code, message] of wording) {
    tenant.faults.add({ match: "/users", status });
    const answer = await graph.get("/users");
    expect([answer.status, answer.body.error?.code, answer.body.error?.message]).toEqual([status, code, message]);
    expect(answer.body.error?.innerError?.["request-id"]).toBe(answer.headers.get("request-id"));
  }
  tenant.faults.add({ match: "/users", status: 502 });
  const gateway = await graph.get("/users");
  expect([gateway.status, gateway.headers.get("content-type"), gateway.body.text]).toEqual([
    502,
    "text/html",
    "<html><body>Bad gateway</body></html>",
  ]);
});

test("Retry-After may be seconds, a fraction, a date, or missing", async () => {
  const { graph, tenant } = await signedIn({ people: 5 });
  const date = new Date(Date.now() + 5000).toUTCString();
  const cases: [number | string | null | undefined, string | null][] = [
    [3, "3"],
    [2.128, "2.128"],
    [date, date],
    [null, null],
    [undefined, "1"],
  ];
  for (const [retryAfter, expected] of cases) {
    tenant.faults.add({ match: "/users", status: 429, ...(retryAfter === undefined ? {} : { retryAfter }) });
    expect((await graph.get("/users")).headers.get("retry-after")).toBe(expected);
  }
});

test("a body that was given is sent instead, text as HTML", async () => {
  const { graph, tenant } = await signedIn({ people: 5 });
  tenant.faults.add({ match: "/users", status: 418, body: { error: { code: "Teapot", message: "short and stout" } } });
  tenant.faults.add({ match: "/users", status: 503, body: "<h1>Down</h1>" });
  expect((await graph.get("/users")).body.error?.code).toBe("Teapot");
  expect((await graph.get("/users")).body.text).toBe("<h1>Down</h1>");
});

test("answers can be spoiled on the way: no connection, half a body, cut or senseless JSON", async () => {
  const { graph, tenant } = await signedIn({ people: 5 });
  const spoil = (kind: "connection-drop" | "broken-body" | "truncated-json" | "invalid-json") => {
    tenant.faults.add({ match: "/users", kind });
    return graph.get("/users");
  };
  await expect(spoil("connection-drop")).rejects.toThrow(new TypeError("fetch failed"));
  await expect(spoil("broken-body")).rejects.toThrow("fetch failed");
  await expect(spoil("truncated-json")).rejects.toThrow(SyntaxError);
  await expect(spoil("invalid-json")).rejects.toThrow(SyntaxError);
  expect((await graph.get("/users")).status).toBe(200);
});

test("a slow body arrives whole in the end, and waiting stops when the caller hangs up", async () => {
  const { graph, tenant } = await signedIn({ people: 5 });
  tenant.faults.add({ match: "/users", kind: "slow-body", delayMs: 20 });
  expect((await graph.get("/users")).body.value).toHaveLength(5);
  tenant.faults.add({ match: "/users", kind: "delay", delayMs: 3_600_000 });
  const hangUp = new AbortController();
  const waiting = tenant.fetch(new Request("https://graph.microsoft.com/v1.0/users", { signal: hangUp.signal }));
  hangUp.abort(new Error("hung up"));
  await expect(waiting).rejects.toThrow("hung up");
});

test("a next link can vanish, a page be empty, and pages overlap", async () => {
  const { graph, tenant } = await signedIn();
  const read = async (kind?: "next-link-vanishes" | "empty-page" | "overlapping-pages") => {
    if (kind) tenant.faults.add({ match: "/users", kind, after: 1 });
    return (await graph.all("/users?$select=id&$top=50")).map(({ id }) => id);
  };
  const everybody = await read();
  expect(await read("next-link-vanishes")).toEqual(everybody.slice(0, 100));
  expect(await read("empty-page")).toEqual(everybody);
  const repeated = await read("overlapping-pages");
  expect(repeated.length).toBeGreaterThan(everybody.length);
  expect(new Set(repeated)).toEqual(new Set(everybody));
});

test("page tokens and delta tokens can expire on demand", async () => {
  const { graph, tenant } = await signedIn({ people: 5 });
  const expected = [
    ["expired-page-token", 400, "Directory_ExpiredPageToken"],
    ["lost-page-token", 400, "DirectoryPageTokenNotFoundException"],
    ["expired-delta-token", 410, "resyncRequired"],
    ["lost-sync-state", 400, "syncStateNotFound"],
  ] as const;
  for (const [kind, status, code] of expected) {
    tenant.faults.add({ match: "/users", kind });
    const answer = await graph.get("/users/delta?$deltatoken=old");
    expect([answer.status, answer.body.error?.code, answer.headers.has("location")]).toEqual([
      status,
      code,
      status === 410,
    ]);
  }
});

test("a page can lead elsewhere, leave somebody out, or tell next to nothing of its objects", async () => {
  const { graph, tenant } = await signedIn({ people: 30 });
  const path = "/users?$select=id,displayName&$top=10";
  const page = async (kind: FaultKind) => {
    tenant.faults.add({ match: "/users?", kind });
    return (await graph.get(path)).body;
  };
  const usual = (await graph.get(path)).body;
  const items = usual.value ?? [];
  const link = String((await page("next-link-elsewhere"))["@odata.nextLink"]);
  expect(link).toBe(usual["@odata.nextLink"]?.replace("graph.microsoft.com", "elsewhere.example"));
  expect((await page("somebody-missing")).value).toEqual(items.slice(1));
  expect((await page("blank-objects")).value).toEqual(items.map(({ id }) => ({ id, displayName: null })));
  expect((await page("null-objects")).value).toEqual(items.map(() => null));
  tenant.faults.add({ match: "/$count", kind: "somebody-missing" });
  const counted = await graph.get("/users/$count", { headers: { ConsistencyLevel: "eventual" } });
  expect(counted.body.text).toBe("29");
  expect(tenant.faults.struck()).toBe(5);
});

test("members can fail to say what they are", async () => {
  const { graph, tenant } = await signedIn({ people: 30 });
  const path = `/groups/${tenant.groupToSync.id}/members?$select=id`;
  tenant.faults.add({ match: "/members", kind: "untyped-objects" });
  const [untyped, usual] = [await graph.all(path), await graph.all(path)];
  expect(untyped).toEqual(usual.map(({ id }) => ({ id })));
});

test("changes can be told several times in the wrong order, end without any link, or be everything there is", async () => {
  const { graph, tenant } = await signedIn({ people: 5 });
  const latest = "/users/delta?$select=displayName&$deltatoken=latest";
  tenant.faults.add({ match: "/users/delta", kind: "first-round-instead" });
  expect((await graph.all(latest)).length).toBe(5);
  const link = String((await graph.get(latest)).body["@odata.deltaLink"]);
  const [first, second] = [...tenant.users.all()];
  tenant.updateUser(String(first?.id), { displayName: "Another Name" });
  tenant.deleteUser(String(second?.id));
  tenant.faults.add({ match: "/users/delta", kind: "replayed-changes" });
  const told = (await graph.all(link)).map((item) => [item.id, "@removed" in item]);
  expect(told).toEqual([
    ...[false, true, true].map((isRemoved) => [second?.id, isRemoved]),
    ...[true, false, false].map((isRemoved) => [first?.id, isRemoved]),
  ]);
  tenant.faults.add({ match: "/users/delta", kind: "both-links-vanish" });
  expect(Object.keys((await graph.get(link)).body).sort()).toEqual(["@odata.context", "value"]);
});
