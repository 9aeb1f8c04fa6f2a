import { afterEach, expect, test } from "vitest";
import { testAdmin } from "../testing/test-admin.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { beginConsent, checkConsentAgain, finishConsent, lastConsent, permissions } from "./consent.ts";
import { takeAllowance } from "./rate-limit.ts";

const redirectUri = "http://localhost:3000/consent/callback";

let open: TestContext | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function withoutConsent(options: Parameters<typeof testContext>[0] = {}): Promise<TestContext> {
  const { tenant, ...others } = options;
  open = await testContext({
    people: 12,
    tenant: { consent: "none", redirectUris: [redirectUri], ...tenant },
    ...others,
  });
  return open;
}

/** Walks to the tenant's consent page, answers there, and returns the parameters that come back. */
async function answerOf({ tenant }: TestContext, url: string, answer: "approve" | "refuse"): Promise<URLSearchParams> {
  const body = new URLSearchParams({ as: "privileged", answer });
  const response = await tenant.fetch(new Request(url, { method: "POST", body }));
  const back = new URL(response.headers.get("location") ?? "");
  expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
  return back.searchParams;
}

async function begun({ context }: TestContext, viewer = testAdmin(context)) {
  const { url } = await beginConsent(context, { viewer });
  return { url, state: new URL(url).searchParams.get("state") ?? "", viewer };
}

test("from nothing to granted: Entra's yes is proven by a fresh token and real calls", async () => {
  const here = await withoutConsent();
  const { context } = here;
  // A token from before is in store: it would go on saying that nothing is granted for an hour.
  expect(await permissions(context)).toMatchObject({
    state: "read",
    required: [{ granted: false }, { granted: false }],
  });
  const { url, viewer } = await begun(here);
  const parameters = await answerOf(here, url, "approve");
  const answer = await finishConsent(context, { viewer, parameters });
  expect(answer).toMatchObject({
    state: "recorded",
    outcome: {
      result: "granted",
      proof: {
        roles: ["User.Read.All", "GroupMember.Read.All"],
        missing: [],
        probes: [{ ok: true }, { ok: true }, { ok: true }],
      },
    },
  });
  expect(await lastConsent(context)).toMatchObject({
    startedBy: viewer.userPrincipalName,
    outcome: { result: "granted" },
  });
  expect(await permissions(context)).toMatchObject({ state: "read", required: [{ granted: true }, { granted: true }] });
  here.tenant.revokeConsent();
  const withdrawn = { state: "read", required: [{ granted: false }, { granted: false }] };
  expect(await permissions(context)).toMatchObject(withdrawn);
});

test("Entra is asked for the tenant's application permissions, to come back to the registered address", async () => {
  const here = await withoutConsent();
  const { url } = await begun(here);
  const asked = new URL(url);
  expect(`${asked.origin}${asked.pathname}`).toBe(
    `https://login.microsoftonline.com/${here.tenant.tenantId}/v2.0/adminconsent`,
  );
  expect(Object.fromEntries(asked.searchParams)).toEqual({
    client_id: here.tenant.clientId,
    scope: "https://graph.microsoft.com/.default",
    redirect_uri: redirectUri,
    state: expect.stringMatching(/^[\w-]{43}$/),
  });
});

test("a refusal is a refusal, although Entra sends admin_consent=True with it", async () => {
  const here = await withoutConsent();
  const { url, viewer } = await begun(here);
  const parameters = await answerOf(here, url, "refuse");
  expect(parameters.get("admin_consent")).toBe("True");
  const answer = await finishConsent(here.context, { viewer, parameters });
  expect(answer).toEqual({
    state: "recorded",
    outcome: {
      result: "refused",
      error: "consent_required",
      graphCode: "AADSTS65004",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  });
});

test("`error` comes first even when everything else sounds like a yes, and its words are not repeated", async () => {
  const here = await withoutConsent({ tenant: { consent: "granted" } });
  const { state, viewer } = await begun(here);
  const { tenantId: tenant } = here.tenant;
  const error = "Call +1 555 0100";
  const parameters = new URLSearchParams({ admin_consent: "True", tenant, state, error, error_description: error });
  expect(await finishConsent(here.context, { viewer, parameters })).toEqual({
    state: "recorded",
    outcome: { result: "refused", error: "unknown_error" },
  });
});

test("a yes that nobody gave is not believed: what is missing is named", async () => {
  const here = await withoutConsent();
  const { state, viewer } = await begun(here);
  const parameters = new URLSearchParams({ admin_consent: "True", tenant: here.tenant.tenantId, state });
  const answer = await finishConsent(here.context, { viewer, parameters });
  expect(answer).toMatchObject({
    state: "recorded",
    outcome: { result: "unproven", proof: { missing: ["User.Read.All", "GroupMember.Read.All"] } },
  });
});

test("a yes to half of it is named as half", async () => {
  const here = await withoutConsent({ tenant: { roles: ["User.Read.All"] } });
  const { url, viewer } = await begun(here);
  const answer = await finishConsent(here.context, { viewer, parameters: await answerOf(here, url, "approve") });
  expect(answer).toMatchObject({
    outcome: {
      result: "unproven",
      proof: { roles: ["User.Read.All"], missing: ["GroupMember.Read.All"] },
    },
  });
});

test("an answer that names another tenant is refused before anything is proven", async () => {
  const here = await withoutConsent({ tenant: { consent: "granted" } });
  const { state, viewer } = await begun(here);
  const before = here.tenant.requests.length;
  const tenant = "99999999-0000-4000-8000-00000000beef";
  const parameters = new URLSearchParams({ admin_consent: "True", tenant, state });
  expect(await finishConsent(here.context, { viewer, parameters })).toMatchObject({
    outcome: { result: "other-tenant" },
  });
  expect(here.tenant.requests.length).toBe(before);
});

test.each([
  ["admin_consent is not said", { tenant: "TENANT" }],
  ["admin_consent is False", { admin_consent: "False", tenant: "TENANT" }],
  ["no tenant is named", { admin_consent: "True" }],
  ["the tenant is no GUID", { admin_consent: "True", tenant: "contoso.example" }],
])("an answer in which %s is malformed", async (_, given) => {
  const here = await withoutConsent({ tenant: { consent: "granted" } });
  const { state, viewer } = await begun(here);
  const named = Object.entries(given).map(([name, value]) => [name, value.replace("TENANT", here.tenant.tenantId)]);
  const parameters = new URLSearchParams([...named, ["state", state]]);
  expect(await finishConsent(here.context, { viewer, parameters })).toMatchObject({ outcome: { result: "malformed" } });
});

const yes = (here: TestContext, state: string) =>
  new URLSearchParams({ admin_consent: "True", tenant: here.tenant.tenantId, state });

test("an answer without our state, or with two, is not looked at", async () => {
  const here = await withoutConsent({ tenant: { consent: "granted" } });
  const { state, viewer } = await begun(here);
  const none = new URLSearchParams({ admin_consent: "True", tenant: here.tenant.tenantId });
  const two = new URLSearchParams([...yes(here, state), ["state", "other"]]);
  for (const parameters of [none, two]) {
    expect(await finishConsent(here.context, { viewer, parameters })).toEqual({
      state: "ignored",
      problem: "no-state",
    });
  }
  const guessed = yes(here, "guessed");
  expect(await finishConsent(here.context, { viewer, parameters: guessed })).toEqual({
    state: "ignored",
    problem: "unknown",
  });
  expect(await lastConsent(here.context)).toBeUndefined();
});

test("an answer in another session is not looked at, and does not use up the state of the one that asked", async () => {
  const here = await withoutConsent({ tenant: { consent: "granted" } });
  const { context } = here;
  const { state, viewer } = await begun(here);
  const foreign = { state: "ignored", problem: "foreign" };
  for (const other of [
    testAdmin(context, { sessionId: "another sign-in" }),
    testAdmin(context, { objectId: "22222222-0000-4000-8000-000000000002" }),
  ]) {
    expect(await finishConsent(context, { viewer: other, parameters: yes(here, state) })).toEqual(foreign);
  }
  expect(await finishConsent(context, { viewer, parameters: yes(here, state) })).toMatchObject({ state: "recorded" });
});

test("an answer counts once, also when it comes twice at the same moment", async () => {
  const here = await withoutConsent({ tenant: { consent: "granted" } });
  const { state, viewer } = await begun(here);
  const twice = [1, 2, 3].map(() => finishConsent(here.context, { viewer, parameters: yes(here, state) }));
  const states = (await Promise.all(twice)).map((answer) =>
    answer.state === "ignored" ? answer.problem : answer.state,
  );
  expect(states.sort()).toEqual(["recorded", "used", "used"]);
});

test("an answer later than ten minutes is not looked at", async () => {
  let clock = new Date();
  const here = await withoutConsent({ tenant: { consent: "granted" }, now: () => clock });
  const { state, viewer } = await begun(here);
  clock = new Date(clock.getTime() + 10 * 60_000 + 1_000);
  expect(await finishConsent(here.context, { viewer, parameters: yes(here, state) })).toEqual({
    state: "ignored",
    problem: "expired",
  });
});

test("the state is nowhere in the database, and who asked is there only as a hash", async () => {
  const here = await withoutConsent();
  const { state, viewer } = await begun(here);
  const stored = JSON.stringify(await here.context.db.prisma.consentAttempt.findMany());
  expect(stored).not.toContain(state);
  expect(stored).not.toContain(viewer.sessionId);
});

test("looking again finds a yes that took its time, and leaves a refusal as it is", async () => {
  const here = await withoutConsent();
  const { context, tenant } = here;
  const { state, viewer } = await begun(here);
  await finishConsent(context, { viewer, parameters: yes(here, state) });
  expect((await checkConsentAgain(context, { viewer }))?.outcome.result).toBe("unproven");
  tenant.grantConsent();
  expect((await checkConsentAgain(context, { viewer }))?.outcome.result).toBe("granted");
  expect((await lastConsent(context))?.outcome.result).toBe("granted");

  const second = await begun(here);
  await finishConsent(context, { viewer, parameters: await answerOf(here, second.url, "refuse") });
  expect((await checkConsentAgain(context, { viewer }))?.outcome.result).toBe("refused");
});

test("a wrong secret is told with Microsoft's code, in the proof and beside the permissions, and not itself", async () => {
  const here = await withoutConsent({ environment: { MSGRAPH_CLIENT_SECRET: "wrong-secret-value" } });
  const { state, viewer } = await begun(here);
  const answer = await finishConsent(here.context, { viewer, parameters: yes(here, state) });
  const error = { code: "credentials-refused", graphCode: "AADSTS7000215", requestId: expect.any(String) };
  expect(answer).toMatchObject({ outcome: { result: "unproven", proof: { error } } });
  const found = await permissions(here.context);
  expect(found).toMatchObject({ state: "unread", error });
  expect(JSON.stringify([answer, found])).not.toContain("wrong-secret-value");
});

test("pages opened in a loop do not make Entra stop the application: beyond an allowance the stored token is shown", async () => {
  const here = await withoutConsent({ tenant: { consent: "granted" } });
  const { context, tenant } = here;
  await permissions(context);
  while ((await takeAllowance(context, { what: "permissions", who: "everybody" })) === undefined);
  const before = tenant.requests.length;
  await permissions(context);
  expect(tenant.requests.length).toBe(before);
});

test("looking again is limited for each admin, and a look that is refused says when to come back", async () => {
  const here = await withoutConsent();
  const { context } = here;
  const { state, viewer } = await begun(here);
  await finishConsent(context, { viewer, parameters: yes(here, state) });
  while ((await takeAllowance(context, { what: "look", who: viewer.id })) === undefined);
  await expect(checkConsentAgain(context, { viewer })).rejects.toMatchObject({ code: "rate-limited" });
});

test("a broader permission counts for the one it includes, and is named", async () => {
  const here = await withoutConsent({ tenant: { consent: "granted", roles: ["Directory.Read.All"] } });
  expect(await permissions(here.context)).toEqual({
    state: "read",
    required: [
      { name: "User.Read.All", granted: true },
      { name: "GroupMember.Read.All", granted: true },
    ],
    alsoGranted: ["Directory.Read.All"],
  });
});
