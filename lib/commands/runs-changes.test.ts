import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { changedFields, countFoundChanges, runChanges } from "./runs-changes.ts";
import { sync } from "./sync.ts";

let at: TestContext;
let run: number;
let people: { id: string; displayName: string | null; userPrincipalName: string | null }[];

beforeAll(async () => {
  at = await testContext({ people: 40 });
  const { tenant, context } = at;
  await sync(context, { requestedBy: "test" });
  const ids = [...tenant.effectiveMembers(tenant.groupToSync.id)].slice(-6);
  for (const id of ids) tenant.updateUser(id, { jobTitle: "Lighthouse Keeper" });
  for (const id of ids.slice(0, 2)) tenant.updateUser(id, { officeLocation: "Harbour House" });
  const outcome = await sync(context, { requestedBy: "test" });
  if (outcome.state !== "ended") throw new Error("it did not run");
  run = outcome.run.id;
  people = await context.db.prisma.microsoftGraphUser.findMany({ where: { id: { in: ids } } });
});
afterAll(() => at.close());

test("the properties that changed are named with how often, the most frequent first", async () => {
  expect(await changedFields(at.context, { run })).toEqual([
    { field: "jobTitle", count: 6 },
    { field: "officeLocation", count: 2 },
  ]);
});

test("changes are found by the person's name, the sign-in name, the property in words, and by field", async () => {
  const [someone] = people;
  const found = async (q: string) => (await runChanges(at.context, { run, q, limit: 50 })).map(({ userId }) => userId);
  expect(new Set(await found(someone?.displayName ?? ""))).toContain(someone?.id);
  expect(new Set(await found(someone?.userPrincipalName ?? ""))).toEqual(new Set([someone?.id]));
  expect(await found("office location")).toHaveLength(2);
  expect(await runChanges(at.context, { run, kind: "updated", field: "officeLocation", limit: 50 })).toHaveLength(2);
  expect(await found("nobody of that name")).toEqual([]);
});

test("a page goes on after the last change of the page before, within the search", async () => {
  const filter = { run, q: "job title", limit: 4 };
  const first = await runChanges(at.context, filter);
  const second = await runChanges(at.context, { ...filter, after: first.at(-1)?.id });
  expect(new Set([...first, ...second].map(({ userId }) => userId)).size).toBe(6);
  expect(await countFoundChanges(at.context, filter)).toEqual({ count: 6, isCapped: false });
});
