import { expect, test } from "vitest";
import type { Permissions } from "#lib/commands/consent.ts";
import type { ConsentOutcome, Proof } from "#lib/consent/model.ts";
import { consentProblems } from "#lib/consent/model.ts";
import { consentSentence, problemSentence } from "./consent-sentence.ts";

const now = new Date("2026-11-23T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

const tokenWith = (granted: boolean): Permissions => ({
  state: "read",
  required: [
    { name: "User.Read.All", granted },
    { name: "GroupMember.Read.All", granted },
  ],
  alsoGranted: [],
});
const proof = (others: Partial<Proof> = {}): Proof => ({ at: minutesAgo(0), missing: [], probes: [], ...others });
const say = (outcome: ConsentOutcome, found: Permissions, { isAwaited = false } = {}) => {
  const { title, kind, paragraphs } = consentSentence(outcome, { found, isAwaited });
  return { title, kind, text: paragraphs.join(" ") };
};

test("granted is said only while the token still carries it", () => {
  const outcome: ConsentOutcome = { result: "granted", proof: proof() };
  expect(say(outcome, tokenWith(true))).toMatchObject({ title: "Consent granted", kind: "success" });
  const withdrawn = say(outcome, tokenWith(false));
  expect(withdrawn).toMatchObject({ title: "Consent not granted", kind: "error" });
  expect(withdrawn.text).toContain("lacks User.Read.All and GroupMember.Read.All");
});

test("a refusal says so, and that what was granted before still holds", () => {
  const outcome: ConsentOutcome = { result: "refused", error: "consent_required", graphCode: "AADSTS65004" };
  const refused = say(outcome, tokenWith(false));
  expect(refused.title).toBe("Consent not granted");
  expect(refused.text).toContain("refused or cancelled (consent_required)");
  expect(refused.text).not.toContain("still holds");
  expect(say(outcome, tokenWith(true)).text).toContain("What was granted before still holds.");
});

test("a yes that does not show yet is waited for, and is none when waiting is over", () => {
  const missing = ["GroupMember.Read.All"];
  const outcome: ConsentOutcome = { result: "unproven", approvedAt: minutesAgo(1), proof: proof({ missing }) };
  const fresh = say(outcome, tokenWith(false), { isAwaited: true });
  expect(fresh).toMatchObject({ title: "Consent not granted yet", kind: "warning" });
  expect(fresh.text).toMatch(/lacks GroupMember\.Read\.All\. .*minutes.*If it stays so/);
  const old = say(outcome, tokenWith(false));
  expect(old).toMatchObject({ title: "Consent not granted", kind: "error" });
  expect(old.text).not.toContain("minutes");
});

test("a token that carries by now what it lacked asks for one more look, and is no proof", () => {
  const missing = ["GroupMember.Read.All"];
  const outcome: ConsentOutcome = { result: "unproven", approvedAt: minutesAgo(60), proof: proof({ missing }) };
  const arrived = say(outcome, tokenWith(true));
  expect(arrived).toMatchObject({ title: "Consent not granted yet", kind: "warning" });
  expect(arrived.text).toMatch(/^The application’s token carries the permissions by now\. Check again/);
});

test("what kept us from asking is said in its own words, with Microsoft's codes", () => {
  const error = { code: "credentials-refused" as const, message: "The secret is wrong.", graphCode: "AADSTS7000215" };
  const outcome: ConsentOutcome = { result: "unproven", approvedAt: minutesAgo(0), proof: proof({ error }) };
  const sentence = consentSentence(outcome, { found: tokenWith(false), isAwaited: false });
  expect(sentence.paragraphs[0]).toContain("The secret is wrong.");
  expect(sentence.report).toMatchObject({ graphCode: "AADSTS7000215" });
});

test("every reason for not looking at an answer has its sentence", () => {
  for (const problem of consentProblems) expect(problemSentence(problem)).toMatch(/^[A-Z].{30,}\.$/);
});
