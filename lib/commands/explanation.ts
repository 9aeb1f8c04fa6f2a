import type { GraphConfig } from "../config/config.ts";
import type { ErrorCode, ErrorReport } from "../errors.ts";
import { type Meaning, meaningOfCode, meaningOfStatus } from "../graph/client/microsoft-codes.ts";
import { type Link, linkTo } from "../graph/client/places.ts";

/** A failure in words that lead somewhere: what happened, who can mend it, what to do, and the page to open. */
export type Explanation = Pick<Meaning, "happened" | "mender" | "remedy"> & {
  link?: Link;
  /** The failure's own sentence says what happened and what to do; who and where are what is to be added. */
  isSaid: boolean;
};

const unreachable: Meaning = {
  happened: "Microsoft could not be reached from Rollcall’s server.",
  mender: "Whoever runs Rollcall’s server and its network",
  remedy:
    "Let the server connect by https to the sign-in and Graph hosts of the cloud, through whatever proxy and firewall there is.",
};
const consentMissing = meaningOfCode("Authorization_RequestDenied");

/** Where Microsoft gave no code of its own, or we refused before it could. */
const byOwnCode: { [Code in ErrorCode]?: Meaning } = {
  "graph-unreachable": unreachable,
  "consent-missing": consentMissing && {
    ...consentMissing,
    happened: "The tenant has not granted what Rollcall needs.",
  },
};

/**
 * What a failure means: by Microsoft's code, else by its status, else by our own code. Used alike by the doctor's page, by
 * `check` and for runs that failed.
 *
 * @returns undefined when the sentence of the failure itself is all that is known.
 */
export function explain(
  { code, message, graphCode, status }: ErrorReport,
  graph: Pick<GraphConfig, "cloud" | "applicationId"> | undefined,
): Explanation | undefined {
  const microsofts =
    (graphCode === undefined ? undefined : meaningOfCode(graphCode)) ??
    (status === undefined ? undefined : meaningOfStatus(status));
  const meaning = microsofts ?? byOwnCode[code];
  if (!meaning) return undefined;
  const { happened, mender, remedy, place } = meaning;
  const isSaid = microsofts === undefined || message.includes(remedy);
  return { happened, mender, remedy, isSaid, ...(place && graph ? { link: linkTo(place, graph) } : {}) };
}

/** Whether a failure may be no more than a consent that Microsoft's servers have yet to learn of. */
export function mayBeSpreading({ code, graphCode }: Pick<ErrorReport, "code" | "graphCode">): boolean {
  if (graphCode === undefined) return code === "consent-missing";
  return meaningOfCode(graphCode)?.mayBeSpreading === true;
}
