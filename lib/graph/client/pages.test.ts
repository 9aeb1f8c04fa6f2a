import { expect, test } from "vitest";
import { AppError } from "../../errors.ts";
import { changingAnswers, rejection, tenantGraph } from "../../testing/tenant-graph.ts";
import { isExpiredPage, isResyncRequired } from "./errors.ts";
import type { Page } from "./pages.ts";
import { pages } from "./pages.ts";
import { userPages } from "./users.ts";

async function all<T>(generator: AsyncGenerator<Page<T>>): Promise<Page<T>[]> {
  const read: Page<T>[] = [];
  for await (const page of generator) read.push(page);
  return read;
}

test.each([
  { people: 99, limit: 100, sizes: [99] },
  { people: 100, limit: 100, sizes: [100] },
  { people: 101, limit: 100, sizes: [100, 1] },
  { people: 999, limit: 999, sizes: [999] },
  { people: 1_000, limit: 999, sizes: [999, 1] },
])("$people users in pages of $limit arrive each exactly once", async ({ people, limit, sizes }) => {
  const { tenant, session } = tenantGraph({ tenant: { people, expandPageLimit: limit } });
  const read = await all(userPages(session));
  expect(read.map((page) => page.items.length)).toEqual(sizes);
  expect(read.map((page) => page.number)).toEqual(sizes.map((_, index) => index + 1));
  const ids = read.flatMap((page) => page.items.map((user) => user.id));
  expect(new Set(ids)).toEqual(new Set([...tenant.users.all()].map((user) => user.id)));
  expect(ids.length).toBe(people);
  expect(read.at(-1)?.nextLink).toBeUndefined();
});

test("an empty page with a next link is not the end", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 250 } });
  tenant.faults.add({ match: "GET /v1.0/users?", kind: "empty-page", after: 1 });
  const read = await all(userPages(session));
  expect(read.some((page) => page.items.length === 0 && page.nextLink !== undefined)).toBe(true);
  expect(new Set(read.flatMap((page) => page.items.map((user) => user.id))).size).toBe(250);
});

test("the listing goes on from a stored link", async () => {
  const { session } = tenantGraph({ tenant: { people: 250 } });
  const [first] = await all(userPages(session));
  const rest = await all(pages(session, first?.nextLink ?? ""));
  expect(rest.map((page) => page.items.length)).toEqual([100, 50]);
});

test("headers go with every page and the count comes with the first", async () => {
  const consistency: (string | null)[] = [];
  const { session } = tenantGraph({
    tenant: { people: 250, pageLimit: 100 },
    transport: (tenant) => async (request) => {
      if (request.url.includes("/users")) consistency.push(request.headers.get("ConsistencyLevel"));
      return await tenant.fetch(request);
    },
  });
  const path = "/users?$count=true&$select=id&$top=999";
  const read = await all(pages(session, path, { headers: { ConsistencyLevel: "eventual" } }));
  expect(read.map((page) => page.count)).toEqual([250, undefined, undefined]);
  expect(consistency).toEqual(["eventual", "eventual", "eventual"]);
});

test("a next link on another host is refused before anything is sent there", async () => {
  const hosts = new Set<string>();
  const { session } = tenantGraph({
    transport: (tenant) => {
      const change = changingAnswers(tenant, (body) =>
        body.value ? { ...body, "@odata.nextLink": "https://evil.example/v1.0/users?$skiptoken=1" } : undefined,
      );
      return async (request) => {
        hosts.add(new URL(request.url).host);
        return await change(request);
      };
    },
  });
  const error = await rejection(all(userPages(session)));
  expect(error).toMatchObject({ code: "graph-failed", message: expect.stringContaining("evil.example") });
  expect([...hosts].sort()).toEqual(["graph.microsoft.com", "login.microsoftonline.com"]);
});

test("a link that was followed before ends the listing as a failure, not as a loop", async () => {
  const { session } = tenantGraph({
    tenant: { people: 250 },
    transport: (tenant) => {
      let repeated: unknown;
      return changingAnswers(tenant, (body) => {
        repeated ??= body["@odata.nextLink"];
        return { ...body, "@odata.nextLink": repeated };
      });
    },
  });
  await expect(all(userPages(session))).rejects.toThrow("in a circle");
});

test.each([
  ["without a value", { "@odata.context": "…" }, /without a value/],
  ["with an item without an id", { value: [{ displayName: "Nobody" }] }, /without an id/],
  ["with an item that is null", { value: [null] }, /without an id/],
  ["with a property of another type", { value: [{ id: "u-1", department: 7, accountEnabled: "yes" }] }, /u-1 whose/],
])("a page %s is a failure", async (_, answer, message) => {
  const { session } = tenantGraph({ transport: (tenant) => changingAnswers(tenant, () => answer) });
  const error = await rejection(all(userPages(session)));
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: "graph-failed", message: expect.stringMatching(message) });
});

test("absent properties are null and unknown ones are left out", async () => {
  const sparse = { value: [{ id: "u-1", "@odata.etag": "…", somethingNew: { deep: true } }] };
  const { session } = tenantGraph({ transport: (tenant) => changingAnswers(tenant, () => sparse) });
  const [user] = (await all(userPages(session))).flatMap((page) => page.items);
  expect(user).toMatchObject({ id: "u-1", displayName: null, accountEnabled: null, businessPhones: [], manager: null });
  expect(user).not.toHaveProperty("somethingNew");
});

test.each([
  ["expired-page-token", "Directory_ExpiredPageToken"],
  ["lost-page-token", "DirectoryPageTokenNotFoundException"],
] as const)("%s is told apart, so that the caller can start over", async (kind, graphCode) => {
  const { tenant, session, waits } = tenantGraph({ tenant: { people: 250 } });
  tenant.faults.add({ match: "$skiptoken", kind });
  const error = await rejection(all(userPages(session)));
  expect(isExpiredPage(error)).toBe(true);
  expect(error).toMatchObject({ code: "graph-failed", graphCode, requestId: expect.any(String) });
  expect(waits).toEqual([]);
});

test("a round of changes ends with the link of the next round, and with no link else", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 250 } });
  const round = await all(pages(session, "/users/delta?$select=displayName"));
  expect(round.length).toBeGreaterThan(1);
  expect(round.map((page) => [page.nextLink !== undefined, page.deltaLink !== undefined])).toEqual(
    round.map((_, index) => (index < round.length - 1 ? [true, false] : [false, true])),
  );
  const changed = tenant.addUser({ displayName: "New Person" });
  const next = await all(pages(session, round.at(-1)?.deltaLink ?? ""));
  expect(next.flatMap((page) => page.items.map((item) => item.id))).toEqual([changed.id]);
});

test.each(["expired-delta-token", "lost-sync-state"] as const)(
  "a delta link that is %s is told apart",
  async (kind) => {
    const { tenant, session } = tenantGraph();
    const deltaLink = (await all(pages(session, "/users/delta?$select=displayName"))).at(-1)?.deltaLink ?? "";
    tenant.faults.add({ match: "$deltatoken", kind });
    const error = await rejection(all(pages(session, deltaLink)));
    expect(isResyncRequired(error)).toBe(true);
    expect(isExpiredPage(error)).toBe(false);
    expect(isResyncRequired(await rejection(session.get("/users?$top=0")))).toBe(false);
  },
);
