import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { storeSetting } from "../settings/stored.ts";
import { createTestCertificate } from "../testing/certificate.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { credentialExpiry, expiryWarning } from "./credential-expiry.ts";

let here: TestContext;
beforeAll(async () => {
  here = await testContext({ people: 1, environment: { MSGRAPH_CLIENT_SECRET_EXPIRES_ON: "2027-06-30" } });
});
afterAll(() => here.close());

const at = async (time: string) => {
  const expiry = await credentialExpiry({ ...here.context, now: () => new Date(time) });
  return [expiry.state, "reached" in expiry ? expiry.reached : undefined, expiryWarning(expiry)] as const;
};

test.each([
  ["2027-05-31T23:59:58Z", "good", undefined],
  ["2027-06-01T00:00:00Z", "ending", 30],
  ["2027-06-16T23:59:58Z", "ending", 30],
  ["2027-06-17T00:00:00Z", "ending", 14],
  ["2027-06-24T00:00:00Z", "ending", 7],
  ["2027-06-30T00:00:00Z", "ending", 1],
  ["2027-06-30T23:59:58Z", "ending", 1],
  ["2027-07-01T00:00:00Z", "over", undefined],
])("at %s a secret whose last day is 30 June is %s, warning of %s days reached", async (time, state, reached) => {
  const [found, warning, words] = await at(time);
  expect([found, warning]).toEqual([state, reached]);
  expect(words === undefined).toBe(state === "good");
});

test("the warning says when, and what to renew where", async () => {
  expect((await at("2027-06-24T00:00:00Z"))[2]).toMatch(
    /^The client secret ends in 6 days, on 2027-06-30: make a new secret .*Certificates & secrets.*Until then nothing changes\.$/,
  );
  expect((await at("2027-06-30T12:00:00Z"))[2]).toContain("ends within a day");
  expect((await at("2027-07-02T12:00:00Z"))[2]).toMatch(/ended on 2027-06-30 by the day that was entered/);
});

test("a day that an admin entered goes before the environment's", async () => {
  const setting = { key: "secretExpiresOn", value: "2029-01-15" } as const;
  await storeSetting(here.context.db.pool, { ...setting, changedBy: "test", changedAt: new Date() });
  expect(await credentialExpiry({ ...here.context, now: () => new Date("2028-12-20") })).toMatchObject({
    state: "ending",
    kind: "secret",
    reached: 30,
  });
});

test("a certificate tells its own end, a file that cannot be used says so, and a platform's token has none", async () => {
  const { config } = here.context;
  if (!config.graph) throw new Error("the test's registration is missing");
  const path = join(config.dataDirectory, "app.pem");
  const given = (kind: "certificate" | "federated token", now = new Date()) =>
    credentialExpiry({
      ...here.context,
      now: () => now,
      config: { ...config, graph: { ...config.graph, credential: { kind, path } } as typeof config.graph },
    });
  const unreadable = await given("certificate");
  expect(unreadable).toMatchObject({ state: "unreadable", error: { code: "configuration" } });
  expect(expiryWarning(unreadable)).toContain("app.pem cannot be read");
  writeFileSync(path, createTestCertificate().keyAndCertificate);
  const year = new Date().getUTCFullYear() + 9;
  expect(await given("certificate")).toMatchObject({ state: "good", expiresOn: new Date(`${year}-01-01T00:00:00Z`) });
  const over = await given("certificate", new Date(`${year}-01-02T00:00:00Z`));
  expect(expiryWarning(over)).toMatch(new RegExp(`^The client certificate ended on ${year}-01-01: make a new`));
  expect(await given("federated token")).toEqual({ state: "renewed", kind: "federated token" });
});
