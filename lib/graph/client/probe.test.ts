import { expect, test } from "vitest";
import { rejection, tenantGraph } from "../../testing/tenant-graph.ts";
import { probe, readOrganization } from "./consent.ts";

test("with consent every probe works", async () => {
  const { session } = tenantGraph();
  expect(await probe(session)).toEqual([
    { name: "users", ok: true },
    { name: "groups", ok: true },
    { name: "organization", ok: true },
  ]);
});

test("without consent no probe works, and each says why", async () => {
  const { session } = tenantGraph({ tenant: { consent: "none" } });
  const probes = await probe(session);
  expect(probes.map(({ ok }) => ok)).toEqual([false, false, false]);
  for (const { error } of probes) {
    expect(error).toMatchObject({ code: "consent-missing", requestId: expect.any(String) });
  }
});

test("with half a consent the probe of the missing half fails", async () => {
  const { session } = tenantGraph({ tenant: { roles: ["User.Read.All"] } });
  const probes = await probe(session);
  expect(Object.fromEntries(probes.map(({ name, ok }) => [name, ok]))).toMatchObject({ users: true, groups: false });
});

test("what keeps the question from being asked is thrown", async () => {
  const { session } = tenantGraph({ config: { credential: { kind: "secret", secret: "wrong one" } } });
  expect(await rejection(probe(session))).toMatchObject({ code: "credentials-refused" });
});

test("the organization tells the tenant's id and domains", async () => {
  const { tenant, session } = tenantGraph({ config: { tenantId: "contoso.example" } });
  expect(await readOrganization(session)).toEqual({
    id: tenant.tenantId,
    displayName: "Contoso",
    verifiedDomains: ["contoso.example", "contoso.onmicrosoft.example"],
  });
});
