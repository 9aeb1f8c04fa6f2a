import type { ErrorCode } from "../../errors.ts";
import type { RetryPolicy } from "../../graph/client/patience.ts";
import type { Fault } from "../../tenant/faults.ts";
import type { Tenant, TenantOptions } from "../../tenant/tenant.ts";

/** The runs that every fault meets. */
export const kindsOfRun = ["first load", "full run", "delta run"] as const;

export type KindOfRun = (typeof kindsOfRun)[number];

/**
 * How a run ends that met a fault. `passes`: as if nothing had been. `catches up`: it succeeds, and what it missed comes
 * with the next run. `tries again`: after another request. `waits`: not
 * before the time that Microsoft named. `starts over`: a list is read anew. `reads everything`: a delta run became a
 * full one. All of these end with a mirror that is the directory; `fails` and `holds` leave everybody where they were.
 */
export type Ending =
  | { end: "passes" | "tries again" | "starts over" | "reads everything" | "holds" }
  | { end: "catches up"; with: "the next run" | "the next full run" }
  | { end: "waits"; seconds: number }
  | { end: "fails"; code: ErrorCode; status?: number; graphCode?: string; says?: string }
  | { end: "does not arise" };

/** One row of the table: a fault, and how each kind of run ends that meets it. */
export type FaultRow = {
  /** What happens, in plain words. */
  fault: string;
  /** Numbers of the complaints in `complaints.ts` that the row guards against. */
  guards?: readonly number[];
  tenant?: TenantOptions;
  /** All users of a larger directory over a slow line: a first load then reads them in slices side by side. */
  inSlices?: true;
  /** Memberships of all groups are copied, and there is a group outside the scope. */
  memberships?: "all";
  policy?: Partial<RetryPolicy>;
  /** Armed when the run begins; those of a row come upon one another. */
  faults?: (at: { kind: KindOfRun; now: Date }) => Fault[];
  /** What happens in the directory before the run, beside the usual changes. */
  before?: (tenant: Tenant) => void;
  /** What happens in the directory while the run reads, at the first call that matches. */
  meanwhile?: { at: (kind: KindOfRun) => RegExp; act: (tenant: Tenant) => void };
  /** Time that passes between the last run and this one. */
  pausedDays?: number;
  endings: Record<KindOfRun, Ending>;
  /** What a person does before the next run, which then has to succeed; nothing unless said. */
  mend?: (tenant: Tenant) => void;
  /** The group is gone, or its people are: the next run does not succeed either. */
  unmended?: true;
};

export type FaultSection = { title: string; rows: readonly FaultRow[] };

export const passes: Ending = { end: "passes" };
export const catchesUp: Ending = { end: "catches up", with: "the next run" };
export const catchesUpInFull: Ending = { end: "catches up", with: "the next full run" };
export const triesAgain: Ending = { end: "tries again" };
export const startsOver: Ending = { end: "starts over" };
export const readsEverything: Ending = { end: "reads everything" };
export const holds: Ending = { end: "holds" };
export const doesNotArise: Ending = { end: "does not arise" };
export const waits = (seconds: number): Ending => ({ end: "waits", seconds });
export const fails = (code: ErrorCode, details: Omit<Ending & { end: "fails" }, "end" | "code"> = {}): Ending => ({
  end: "fails",
  code,
  ...details,
});

/** The same ending whatever the run. */
export const always = (ending: Ending): Record<KindOfRun, Ending> => ({
  "first load": ending,
  "full run": ending,
  "delta run": ending,
});

/** For runs that list everything, and for those that read changes. */
export const each = ({ listing, changes }: { listing: Ending; changes: Ending }): Record<KindOfRun, Ending> => ({
  "first load": listing,
  "full run": listing,
  "delta run": changes,
});
