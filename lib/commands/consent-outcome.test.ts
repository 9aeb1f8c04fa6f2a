import { expect, test } from "vitest";
import type { ConsentOutcome, Proof } from "../consent/model.ts";
import { testDoorConfig } from "../testing/door-config.ts";
import { awaitedLook, explainConsent } from "./consent-outcome.ts";

const { graph } = testDoorConfig();
const now = new Date("2026-11-23T12:00:00Z");
const missing = ["GroupMember.Read.All"];

function unproven(others: Partial<Proof>, { minutes = 1 } = {}): ConsentOutcome {
  const approvedAt = new Date(now.getTime() - minutes * 60_000).toISOString();
  return { result: "unproven", approvedAt, proof: { at: approvedAt, missing: [], probes: [], ...others } };
}

test("what time may mend is looked at again for a quarter of an hour, and nothing else is", () => {
  const denied = { code: "consent-missing", message: "", graphCode: "Authorization_RequestDenied" } as const;
  const unknown = { code: "credentials-refused", message: "", graphCode: "AADSTS700016" } as const;
  const wrong = { code: "credentials-refused", message: "", graphCode: "AADSTS7000215" } as const;
  for (const proof of [{ missing }, { probes: [{ name: "users", ok: false, error: denied }] }, { error: unknown }]) {
    expect(awaitedLook(unproven(proof), { now })).toMatchObject({ seconds: 30 });
    expect(awaitedLook(unproven(proof, { minutes: 15 }), { now })).toBeUndefined();
  }
  expect(awaitedLook(unproven({ error: wrong }), { now })).toBeUndefined();
  expect(awaitedLook({ result: "refused", error: "access_denied" }, { now })).toBeUndefined();
});

test("a refusal, a wrong secret and a permission that never comes are told by who can mend them and where", () => {
  const explained = (outcome: ConsentOutcome) => explainConsent(outcome, { graph, now });
  const refused = explained({ result: "refused", error: "consent_required", graphCode: "AADSTS65004" });
  expect(refused?.mender).toMatch(/Privileged Role Administrator.*Application Administrator cannot/);
  const secret = { code: "credentials-refused", message: "", graphCode: "AADSTS7000215" } as const;
  expect(explained(unproven({ error: secret }))?.link?.href).toContain("Credentials");
  expect(explained(unproven({ missing }))).toBeUndefined();
  const never = explained(unproven({ missing }, { minutes: 20 }));
  expect(never?.mender).toContain("owner of the app registration");
  expect(never?.link?.href).toMatch(/^https:\/\/portal\.azure\.com\/.*CallAnAPI/);
  expect(explained({ result: "other-tenant" })).toBeUndefined();
});

test("the page where consent is asked for is given no link to itself", () => {
  const withdrawn: ConsentOutcome = { result: "granted", proof: { at: now.toISOString(), missing: [], probes: [] } };
  expect(explainConsent(withdrawn, { graph, now })).toMatchObject({ link: undefined, isSaid: true });
});
