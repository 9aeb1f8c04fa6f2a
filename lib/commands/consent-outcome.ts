import type { GraphConfig } from "../config/config.ts";
import type { ConsentOutcome, Proof } from "../consent/model.ts";
import { type NextLook, nextLook } from "../consent/spreading.ts";
import { type Explanation, explain, mayBeSpreading } from "./explanation.ts";

/** When a page that shows this outcome looks again; undefined when time will not mend what is missing. */
export function awaitedLook(outcome: ConsentOutcome, { now }: { now: Date }): NextLook | undefined {
  if (outcome.result !== "unproven" || !mayPass(outcome.proof)) return undefined;
  return nextLook({ approvedAt: new Date(outcome.approvedAt), now });
}

function mayPass({ error, missing, probes }: Proof): boolean {
  if (error) return mayBeSpreading(error);
  return missing.length > 0 || probes.some((probe) => probe.error !== undefined && mayBeSpreading(probe.error));
}

/** Whose meaning it is when Entra said yes and the token goes on without: consent covers what the registration lists. */
const unlisted = "AADSTS650056";

/**
 * What an outcome that is no yes means, by the table of Microsoft's codes; undefined when waiting is all there is to do,
 * or when the outcome's own sentence says everything. It is for the page where consent is asked for, so it has no link to
 * that page.
 */
export function explainConsent(
  outcome: ConsentOutcome,
  { graph, now }: { graph: GraphConfig | undefined; now: Date },
): Explanation | undefined {
  const found = explanationOf(outcome, { graph, now });
  return found?.link?.href === "/consent" ? { ...found, link: undefined } : found;
}

function explanationOf(
  outcome: ConsentOutcome,
  { graph, now }: { graph: GraphConfig | undefined; now: Date },
): Explanation | undefined {
  const noConsent = { code: "consent-missing", message: "" } as const;
  switch (outcome.result) {
    // Shown of a yes only when it was withdrawn since.
    case "granted":
      return explain(noConsent, graph);
    case "refused":
      return explain({ ...noConsent, graphCode: outcome.graphCode }, graph);
    case "unproven": {
      if (awaitedLook(outcome, { now })) return undefined;
      const { error, missing, probes } = outcome.proof;
      if (!error && missing.length > 0) return explain({ ...noConsent, graphCode: unlisted }, graph);
      const refusal = error ?? probes.find((probe) => probe.error !== undefined)?.error;
      return refusal && explain(refusal, graph);
    }
    default:
      return undefined;
  }
}
