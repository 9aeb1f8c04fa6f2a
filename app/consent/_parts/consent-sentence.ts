import type { Permissions } from "#lib/commands/consent.ts";
import type { ConsentOutcome, ConsentProblem, Proof } from "#lib/consent/model.ts";
import type { ErrorReport } from "#lib/errors.ts";

/** What the page says of a walk to Entra: whether consent is there, why not, and what to do. */
export type ConsentSentence = {
  kind: "success" | "warning" | "error";
  title: "Consent granted" | "Consent not granted" | "Consent not granted yet";
  paragraphs: string[];
  /** Microsoft's code and request id, when they say more. */
  report?: ErrorReport;
  /** Whether a later look may find it granted. */
  mayChange?: boolean;
};

export const whoCanGrant =
  "A Privileged Role Administrator or Global Administrator of the tenant can grant it; an Application Administrator or Cloud Application Administrator cannot.";

/** How long Microsoft's servers may take to agree with each other after a yes; seen: minutes. */
const spreadingMs = 15 * 60 * 1_000;

/** @param found what the application's token says at this moment, which may be another thing than it was then. */
export function consentSentence(
  outcome: ConsentOutcome,
  { found, now }: { found: Permissions; now: Date },
): ConsentSentence {
  if (outcome.result === "granted") return granted({ lacking: lackingNow(found) });
  if (outcome.result === "unproven") return unproven(outcome, { now });
  const held = found.state === "read" && lackingNow(found).length === 0;
  const before = held ? ["What was granted before still holds."] : [];
  return { kind: held ? "warning" : "error", title: "Consent not granted", ...notGiven(outcome, { before }) };
}

function lackingNow(found: Permissions): string[] {
  return found.state === "read" ? found.required.filter(({ granted }) => !granted).map(({ name }) => name) : [];
}

function granted({ lacking }: { lacking: string[] }): ConsentSentence {
  if (lacking.length > 0) {
    return {
      kind: "error",
      title: "Consent not granted",
      paragraphs: [
        `It was granted, and withdrawn since: the application’s token lacks ${listed(lacking)}.`,
        whoCanGrant,
      ],
    };
  }
  return {
    kind: "success",
    title: "Consent granted",
    paragraphs: ["A fresh token carries the permissions, and a user and a group could be read."],
  };
}

type NotGiven = Exclude<ConsentOutcome, { result: "granted" | "unproven" }>;

function notGiven(outcome: NotGiven, { before }: { before: string[] }): Pick<ConsentSentence, "paragraphs" | "report"> {
  switch (outcome.result) {
    case "refused":
      return {
        paragraphs: [`Entra says that it was refused or cancelled (${outcome.error}).`, ...before, whoCanGrant],
        report: reportOf(outcome),
      };
    case "other-tenant":
      return {
        paragraphs: [
          "Entra’s answer names another tenant than yours: the account that approved belongs elsewhere. Get consent again and choose an administrator of this tenant.",
          ...before,
        ],
      };
    case "malformed":
      return {
        paragraphs: [`What came back is not an answer of Entra’s: ${outcome.reason}. Get consent again.`, ...before],
      };
  }
}

function unproven(
  { approvedAt, proof }: { approvedAt: string; proof: Proof },
  { now }: { now: Date },
): ConsentSentence {
  const isFresh = now.getTime() - Date.parse(approvedAt) < spreadingMs;
  const patience = "After a yes it can take minutes until all of Microsoft’s servers know it: check again in a moment.";
  return {
    kind: isFresh ? "warning" : "error",
    title: isFresh ? "Consent not granted yet" : "Consent not granted",
    paragraphs: [whatIsMissing(proof), ...(isFresh ? [patience] : []), ...whatToDo(proof)],
    report: proofReport(proof),
    mayChange: true,
  };
}

function whatIsMissing({ missing, probes, error }: Proof): string {
  if (error) return `Whether it is granted could not be found out: ${error.message}`;
  if (missing.length > 0) return `The application’s token lacks ${listed(missing)}.`;
  const failed = probes.filter(({ ok }) => !ok).map(({ name }) => name);
  return `The token carries the permissions, but Microsoft Graph does not show ${listed(failed)}.`;
}

function whatToDo({ missing, error }: Proof): string[] {
  if (error) return [];
  if (missing.length === 0) return [whoCanGrant];
  return [
    `If it stays so: the registration must list ${listed(missing)} as application permission of Microsoft Graph; then get consent again.`,
    whoCanGrant,
  ];
}

function listed(names: string[]): string {
  return names.join(" and ");
}

function proofReport({ error, probes }: Proof): ErrorReport | undefined {
  const found = error ?? probes.find(({ ok, error: refusal }) => !ok && refusal)?.error;
  return found ? reportOf(found) : undefined;
}

function reportOf(found: { status?: number; graphCode?: string; requestId?: string }): ErrorReport | undefined {
  const { status, graphCode, requestId } = found;
  if (!graphCode && !requestId && !status) return undefined;
  return { code: "consent-missing", message: "", status, graphCode, requestId };
}

const problems: Record<ConsentProblem, string> = {
  "not-admin": "Only an admin of Rollcall may bring Entra’s answer back. Nothing was changed.",
  "no-state":
    "What came back does not say which request it answers. If it was cancelled at Microsoft, nothing was granted; otherwise get consent from this page.",
  unknown: "What came back answers no request of ours. Nothing was changed: get consent from this page.",
  foreign: "What came back answers a request of another sign-in. Nothing was changed: get consent again.",
  used: "This answer was already looked at; an answer counts once. Nothing was changed.",
  expired: "The answer came later than ten minutes after the request. Get consent again.",
};

/** Why an answer was not looked at. */
export function problemSentence(problem: ConsentProblem): string {
  return problems[problem];
}
