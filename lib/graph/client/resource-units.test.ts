import { expect, test } from "vitest";
import { tenantGraph } from "../../testing/tenant-graph.ts";
import { unitsOf } from "./resource-units.ts";

test("a request costs what Microsoft's table says, alone, by a link and within a batch", async () => {
  const { tenant, session } = tenantGraph();
  const told: [string, string | null][] = [];
  const group = `/groups/${tenant.groupToSync.id}`;
  const paths = [
    "/users",
    "/users?$top=999&$select=id&$expand=manager($levels=1;$select=id)",
    "/users?$top=5&$select=id",
    `${group}/members?$top=999`,
    `${group}/members?$select=id&$top=999`,
    `${group}/transitiveMembers?$select=id&$top=10`,
    `${group}/transitiveMembers`,
    "/users/delta?$select=id",
    "/organization",
  ];
  for (const path of paths) {
    const address = `https://graph.microsoft.com/v1.0${path}`;
    const { accessToken } = await session.token();
    const headers = { Authorization: `Bearer ${accessToken}` };
    const answer = await tenant.fetch(new Request(address, { headers }));
    told.push([path, answer.headers.get("x-ms-resource-unit")]);
    expect(unitsOf(address)).toBe(unitsOf(path));
  }
  expect(paths.map((path) => [path, String(unitsOf(path))])).toEqual(told);
});
