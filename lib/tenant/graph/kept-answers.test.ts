import { expect, test } from "vitest";
import { appToken, graphCaller, requestToken, signedIn } from "../testing/graph-caller.ts";

const listing = "/users?$select=id,displayName&$expand=manager($levels=1;$select=id)&$top=20";

test("a tenant that keeps its answers gives the same pages the second time, as one that keeps none", async () => {
  const { graph } = await signedIn({ people: 90, keepAnswers: 1_000_000 });
  const plain = (await signedIn({ people: 90 })).graph;
  const [first, second, unkept] = [await graph.all(listing), await graph.all(listing), await plain.all(listing)];
  expect(second).toEqual(first);
  expect(first).toEqual(unkept);
});

test("any change of the directory shows on the next page that is asked for", async () => {
  const { graph, tenant } = await signedIn({ people: 30, keepAnswers: 1_000_000 });
  const [someone] = await graph.all(listing);
  tenant.updateUser(someone?.id ?? "", { displayName: "Renamed" });
  expect((await graph.all(listing))[0]?.displayName).toBe("Renamed");
});

test("what is kept is told only to those who may read it, and a batch is answered as ever", async () => {
  const { graph, tenant } = await signedIn({ people: 30, keepAnswers: 1_000_000 });
  const [first] = await graph.all("/users?$select=id");
  const batch = await graph.post("/$batch", { requests: [{ id: "1", method: "GET", url: "/users?$select=id" }] });
  expect(batch.body.responses?.[0]?.body.value?.[0]?.id).toBe(first?.id);
  tenant.grantConsent([]);
  const { body } = await requestToken(tenant, {});
  expect((await graphCaller(tenant, String(body.access_token)).get("/users?$select=id")).status).toBe(403);
  expect((await graphCaller(tenant, await appToken(tenant)).get("/users?$select=id")).status).toBe(403);
});

test("beyond the bytes it may keep, a tenant makes each page anew", async () => {
  const { graph } = await signedIn({ people: 90, keepAnswers: 3000 });
  expect(await graph.all(listing)).toEqual(await graph.all(listing));
});
