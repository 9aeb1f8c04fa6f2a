import type { Permissions } from "#lib/commands/consent.ts";
import type { ConsentOutcome, ConsentProblem, Proof } from "#lib/consent/model.ts";
import type { ErrorReport } from "#lib/errors.ts";

/** What the page says of a walk to Entra: whether consent is there, and why not. */
export type ConsentSentence = {
  kind: "success" | "warning" | "error";
  title: "Consent granted" | "Consent not granted" | "Consent not granted yet";
  paragraphs: string[];
  /** Microsoft's code and request id, when they say more. */
  report?: ErrorReport;
};

export const whoCanGrant =
  "A Privileged Role Administrator or Global Administrator of the tenant can grant it; an Application Administrator or Cloud Application Administrator cannot.";

type Given = {
  /** What the application's token says at this moment, which may be another thing than it was then. */
  found: Permissions;
  /** Whether time may still mend it, and the page looks again. */
  isAwaited: boolean;
};

/** Who can mend it and where is not said here: that is the table of Microsoft's codes. */
export function consentSentence(outcome: ConsentOutcome, { found, isAwaited }: Given): ConsentSentence {
  const lacking = lackingNow(found);
  if (outcome.result === "granted") return granted({ lacking: lacking ?? [] });
  if (outcome.result === "unproven") return unproven(outcome.proof, { lacking, isAwaited });
  const held = lacking?.length === 0;
  const before = held ? ["What was granted before still holds."] : [];
  return { kind: held ? "warning" : "error", title: "Consent not granted", ...notGiven(outcome, { before }) };
}

/** Undefined when the token could not be had or read. */
function lackingNow(found: Permissions): string[] | undefined {
  if (found.state !== "read") return undefined;
  return found.required.filter(({ granted }) => !granted).map(({ name }) => name);
}

function granted({ lacking }: { lacking: string[] }): ConsentSentence {
  if (lacking.length > 0) {
    return {
      kind: "error",
      title: "Consent not granted",
      paragraphs: [`It was granted, and withdrawn since: the application’s token lacks ${listed(lacking)}.`],
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
        paragraphs: [`Entra says that it was refused or cancelled (${outcome.error}).`, ...before],
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

const patience = "After a yes it can take minutes until all of Microsoft’s servers know it.";
const arrived =
  "The application’s token carries the permissions by now. Check again, so that a user and a group prove it.";

function unproven(
  proof: Proof,
  { lacking, isAwaited }: { lacking: string[] | undefined; isAwaited: boolean },
): ConsentSentence {
  const hasArrived = proof.missing.length > 0 && lacking?.length === 0;
  const isOpen = isAwaited || hasArrived;
  const waiting = isAwaited ? [patience, ...ifItStays(proof)] : [];
  return {
    kind: isOpen ? "warning" : "error",
    title: isOpen ? "Consent not granted yet" : "Consent not granted",
    paragraphs: hasArrived ? [arrived] : [whatIsMissing(proof), ...waiting],
    report: hasArrived ? undefined : proofReport(proof),
  };
}

function whatIsMissing({ missing, probes, error }: Proof): string {
  if (error) return `Whether it is granted could not be found out: ${error.message}`;
  if (missing.length > 0) return `The application’s token lacks ${listed(missing)}.`;
  const failed = probes.filter(({ ok }) => !ok).map(({ name }) => name);
  return `The token carries the permissions, but Microsoft Graph does not show ${listed(failed)}.`;
}

function ifItStays({ missing, error }: Proof): string[] {
  if (error || missing.length === 0) return [];
  return [
    `If it stays so: the registration must list ${listed(missing)} as application permission of Microsoft Graph; then get consent again.`,
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
