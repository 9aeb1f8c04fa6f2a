import { afterAll, beforeAll, expect, test } from "vitest";
import { sync } from "#lib/commands/sync.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { supportText } from "./support-text.ts";

let at: TestContext;
beforeAll(async () => {
  at = await testContext({ people: 20 });
});
afterAll(() => at.close());

test("a failed run hands out Microsoft's code and request id, and names nobody", async () => {
  at.tenant.faults.add({ match: "/v1.0/users", status: 403, times: "always" });
  const outcome = await sync(at.context, { requestedBy: "ada.quill@contoso.example" });
  if (outcome.state !== "ended") throw new Error("it did not run");
  const caller = { tenantId: at.tenant.tenantId, applicationId: at.tenant.clientId };
  const text = supportText(outcome.run, caller) ?? "";
  expect(text).toContain(`Tenant ${at.tenant.tenantId}, application ${at.tenant.clientId}`);
  expect(text).toContain(`Error: 403 Authorization_RequestDenied request-id ${outcome.run.error?.requestId}`);
  expect(text).toMatch(/\n {2}\d{4}-.*Z 403 Authorization_RequestDenied request-id [0-9a-f-]{36}\n/);
  expect(text).not.toContain("@");
});

test("a run of before answers were kept has nothing to hand out", async () => {
  const outcome = await sync(at.context, { requestedBy: "test" });
  if (outcome.state !== "ended") throw new Error("it did not run");
  const { error: _, ...run } = outcome.run;
  const old = { ...run, answers: { refused: [], last: [] } };
  expect(supportText(old, { tenantId: "t", applicationId: "a" })).toBeUndefined();
});
