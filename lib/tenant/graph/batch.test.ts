import { expect, test } from "vitest";
import { signedIn } from "../testing/graph-caller.ts";

test("every item of a batch is answered by itself, in another order, under its own id", async () => {
  const { graph, tenant } = await signedIn();
  const { id } = tenant.groupToSync;
  const { status, body } = await graph.post("/$batch", {
    requests: [
      { id: "a", method: "GET", url: "/users/ada.quill@contoso.example?$select=displayName" },
      { id: "b", method: "GET", url: "/users/vera.castellan@contoso.example/manager" },
      { id: "c", method: "GET", url: `/groups/${id}/members?$top=1&$select=id` },
      { id: "d", method: "GET", url: "users/$count", headers: { ConsistencyLevel: "eventual" } },
      {
        id: "e",
        method: "POST",
        url: "/directoryObjects/getByIds",
        headers: { "Content-Type": "application/json" },
        body: { ids: [id] },
      },
    ],
  });
  expect(status).toBe(200);
  const answers = new Map(body.responses?.map((response) => [response.id, response]));
  expect([...answers.keys()]).toEqual(["e", "d", "c", "b", "a"]);
  expect(answers.get("a")?.body.displayName).toBe("Ada Quill");
  expect(answers.get("b")).toMatchObject({ status: 404, body: { error: { code: "Request_ResourceNotFound" } } });
  expect(answers.get("c")?.body["@odata.nextLink"]).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/groups\//);
  expect(answers.get("d")?.body).toBe("300");
  expect(answers.get("e")?.body.value).toMatchObject([{ displayName: "All Employees" }]);
});

test("one item is throttled while its neighbours are answered", async () => {
  const { graph, tenant } = await signedIn();
  tenant.faults.add({ match: "/users/bo.marsh", status: 429, retryAfter: 10 });
  const { status, body } = await graph.post("/$batch", {
    requests: ["ada.quill", "bo.marsh"].map((name) => ({
      id: name,
      method: "GET",
      url: `/users/${name}@contoso.example`,
    })),
  });
  expect(status).toBe(200);
  expect(body.responses?.map((response) => [response.id, response.status, response.headers["Retry-After"]])).toEqual([
    ["bo.marsh", 429, "10"],
    ["ada.quill", 200, undefined],
  ]);
  expect(tenant.requests.slice(-3).map(({ path, batched, status: each }) => [path, batched, each])).toEqual([
    ["/v1.0/users/ada.quill@contoso.example", true, 200],
    ["/v1.0/users/bo.marsh@contoso.example", true, 429],
    ["/v1.0/$batch", false, 200],
  ]);
});

test("what depends on a failed item fails with it", async () => {
  const { graph } = await signedIn({ people: 5 });
  const item = (id: string, url: string, dependsOn?: string[]) => ({
    id,
    method: "GET",
    url,
    ...(dependsOn ? { dependsOn } : {}),
  });
  const { body } = await graph.post("/$batch", {
    requests: [item("1", "/users/nobody"), item("2", "/users?$top=1", ["1"]), item("3", "/users?$top=1")],
  });
  expect(body.responses?.map(({ id, status }) => [id, status])).toEqual([
    ["3", 200],
    ["2", 424],
    ["1", 404],
  ]);
});

test("a malformed batch is refused as a whole", async () => {
  const { graph } = await signedIn({ people: 5 });
  const get = (id: unknown) => ({ id, method: "GET", url: "/users" });
  const malformed = [
    {},
    { requests: [] },
    { requests: Array.from({ length: 21 }, (_, at) => get(String(at))) },
    { requests: [get("1"), get("1")] },
    { requests: [get(1)] },
    { requests: [{ id: "1" }] },
    { requests: [{ ...get("1"), dependsOn: ["2"] }, get("2")] },
    { requests: [{ id: "1", method: "POST", url: "/directoryObjects/getByIds", body: { ids: [] } }] },
  ];
  for (const batch of malformed) expect((await graph.post("/$batch", batch)).status, JSON.stringify(batch)).toBe(400);
});
