import { expect, test } from "vitest";
import { signedIn } from "../testing/graph-caller.ts";

test("paging through the directory shows everybody exactly once, whatever the size of the pages", async () => {
  for (const top of [1, 17, 100, 999]) {
    const { graph, tenant } = await signedIn({ people: 123 });
    const users = await graph.all(`/users?$select=id&$top=${top}`);
    expect(new Set(users.map(({ id }) => id))).toEqual(new Set([...tenant.users.all()].map(({ id }) => id)));
    expect(users).toHaveLength(123);
  }
});
