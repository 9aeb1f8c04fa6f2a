import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { namesOfPeople } from "./names.ts";

let at: TestContext;
beforeAll(async () => {
  at = await testContext({ people: 1 });
  const { prisma } = at.context.db;
  await prisma.microsoftGraphUser.createMany({
    data: [
      { id: "inside", displayName: "Ines Inside" },
      { id: "nameless", displayName: null },
    ],
  });
  await prisma.microsoftGraphUserSupervisor.createMany({
    data: [
      { userId: "inside", supervisorId: "outside", supervisorDisplayName: "Otto Outside" },
      { userId: "nameless", supervisorId: "inside", supervisorDisplayName: "an older name of Ines" },
    ],
  });
});
afterAll(() => at.close());

test("a name comes from the copy, else from beside those who are supervised, else it is absent", async () => {
  const names = await namesOfPeople(at.context, ["inside", "outside", "nameless", "unknown", "inside"]);
  expect(Object.fromEntries(names)).toEqual({ inside: "Ines Inside", outside: "Otto Outside" });
});
