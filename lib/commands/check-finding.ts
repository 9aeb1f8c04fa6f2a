import type { GraphConfig } from "../config/config.ts";
import { type ErrorReport, reportOf } from "../errors.ts";
import { type Explanation, explain } from "./explanation.ts";

/** What the doctor looks at, in this order. */
export type FindingName =
  | "configuration"
  | "database"
  | "credential"
  | "clock"
  | "token"
  | "permissions"
  | "users"
  | "groups"
  | "organization"
  | "supervisors"
  | "deleted users"
  | "delta"
  | "group to sync"
  | "members"
  | "hidden membership"
  | "memberships"
  | "redirect URI for consent"
  | "redirect URI for sign-in";

/** One thing the doctor looked at. */
export type Finding =
  | { name: FindingName; state: "ok"; message: string }
  /** Nothing that stops a run, but worth a person's look; the message says what to do. */
  | { name: FindingName; state: "concern"; message: string }
  | {
      name: FindingName;
      state: "failed";
      message: string;
      error: ErrorReport;
      explanation?: Explanation;
      cause: unknown;
    };

export type FailedFinding = Extract<Finding, { state: "failed" }>;

/** The doctor waits before it looks once more, because the fault may pass by itself. */
export type Waiting = { name: FindingName; state: "waiting"; message: string; seconds: number };

export type Look<Value> = { finding: Finding; value?: Value };

/** What a look comes to when nothing failed. */
export type Seen<Value = undefined> = { message: string; isConcern?: boolean; value?: Value };

/** Makes a finding of whatever a look comes to, also of what it throws. */
export async function look<Value>(
  name: FindingName,
  { graph, work }: { graph: GraphConfig | undefined; work: () => Promise<Seen<Value>> },
): Promise<Look<Value>> {
  try {
    const { message, isConcern = false, value } = await work();
    return { finding: { name, state: isConcern ? "concern" : "ok", message }, value };
  } catch (error) {
    return { finding: failed(name, { graph, error }) };
  }
}

export function failed(
  name: FindingName,
  { graph, error, report = reportOf(error) }: { graph: GraphConfig | undefined; error: unknown; report?: ErrorReport },
): Finding {
  const { message } = report;
  return { name, state: "failed", message, error: report, explanation: explain(report, graph), cause: error };
}
