import type { ConsentOutcome, ConsentProblem, Proof } from "#lib/consent/model.ts";
import type { ErrorReport } from "#lib/errors.ts";

/** What the page says of a walk to Entra: whether consent is there, why not, and what to do. */
export type ConsentSentence = {
  kind: "success" | "warning" | "error";
  title: "Consent granted" | "Consent not granted" | "Consent not granted yet";
  text: string;
  /** Microsoft's code and request id, when they say more. */
  report?: ErrorReport;
  /** Whether a later look may find it granted. */
  mayChange?: boolean;
};

export const whoCanGrant =
  "A Privileged Role Administrator or Global Administrator of the tenant can grant it; an Application Administrator or Cloud Application Administrator cannot.";

/** How long Microsoft's servers may take to agree with each other after a yes; seen: minutes. */
const spreadingMs = 15 * 60 * 1_000;

export function consentSentence(outcome: ConsentOutcome, { now }: { now: Date }): ConsentSentence {
  switch (outcome.result) {
    case "granted":
      return {
        kind: "success",
        title: "Consent granted",
        text: "A fresh token carries the permissions, and a user and a group could be read.",
      };
    case "unproven":
      return unproven(outcome, { now });
    case "refused":
      return {
        kind: "error",
        title: "Consent not granted",
        text: `Entra says that it was refused or cancelled (${outcome.error}). ${whoCanGrant}`,
        report: reportOf(outcome),
      };
    case "other-tenant":
      return {
        kind: "error",
        title: "Consent not granted",
        text: "Entra’s answer names another tenant than yours: the account that approved belongs elsewhere. Get consent again and choose an administrator of this tenant.",
      };
    case "malformed":
      return {
        kind: "error",
        title: "Consent not granted",
        text: `What came back is not an answer of Entra’s (${outcome.reason}). Get consent again.`,
      };
  }
}

function unproven(
  { approvedAt, proof }: { approvedAt: string; proof: Proof },
  { now }: { now: Date },
): ConsentSentence {
  const isFresh = now.getTime() - Date.parse(approvedAt) < spreadingMs;
  return {
    kind: isFresh ? "warning" : "error",
    title: isFresh ? "Consent not granted yet" : "Consent not granted",
    text: `${whatIsMissing(proof)} ${isFresh ? "After a yes it can take minutes until all of Microsoft’s servers know it: check again in a moment. If it stays so: " : ""}${whatToDo(proof)}`,
    report: proofReport(proof),
    mayChange: true,
  };
}

function whatIsMissing({ missing, probes, error }: Proof): string {
  if (error) return `Whether it is granted could not be found out: ${error.message}`;
  if (missing.length > 0) return `The application’s token lacks ${missing.join(" and ")}.`;
  const failed = probes.filter(({ ok }) => !ok).map(({ name }) => name);
  return `Microsoft Graph still refuses to show ${failed.join(" and ")}.`;
}

function whatToDo({ missing, error }: Proof): string {
  if (error) return "then check again.";
  const add =
    missing.length > 0
      ? `make sure that the registration lists ${missing.join(" and ")} as application permission of Microsoft Graph, then get consent again. `
      : "";
  return `${add}${whoCanGrant}`;
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
