import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { heldDecisions, keptWords } from "./held-decision.ts";
import { approveRun } from "./held-removals.ts";
import { sync } from "./sync.ts";

let at: TestContext;
beforeAll(async () => {
  at = await testContext({ people: 60 });
  await sync(at.context, { requestedBy: "test" });
});
afterAll(() => at.close());

const decided = (run: number) => heldDecisions(at.context, { run });

test("removals that wait have no decision; a later run supersedes them; a yes names who gave it", async () => {
  for (const id of at.tenant.effectiveMembers(at.tenant.groupToSync.id).slice(0, 20)) at.tenant.deleteUser(id);
  await sync(at.context, { requestedBy: "test" });
  expect(await decided(2)).toEqual([]);
  await sync(at.context, { requestedBy: "test" });
  expect(await decided(2)).toMatchObject([{ outcome: "looked-again", people: 20, decidedBy: undefined }]);
  await approveRun(at.context, { run: 3, decidedBy: "ada@contoso.example" });
  expect(await decided(3)).toMatchObject([{ outcome: "approved", people: 20, decidedBy: "ada@contoso.example" }]);
});

test("who was kept is told with the place they are back in", () => {
  expect(keptWords({ kept: 1, groupId: "a group" })).toBe("1 person is back in the group and was kept");
  expect(keptWords({ kept: 1204, groupId: null })).toBe("1,204 people are back in the directory and were kept");
});
