import type { ActingContext, Context } from "../context.ts";
import { AppError } from "../errors.ts";
import { personWaits } from "../graph/client/waiting.ts";
import { findRun } from "../graph/sync/ledger.ts";
import { type KeptBecause, runForPerson } from "../graph/sync/person-run.ts";
import { type RunChange, runChanges } from "./runs-changes.ts";
import type { Busy } from "./sync.ts";

/** What bringing one person up to date came to; `run` is its line in the ledger. */
export type PersonSynced =
  | { state: "unchanged"; run: number }
  | { state: "changed"; run: number; changes: RunChange[] }
  /** Gone from the group or the directory, and still in the copy. */
  | { state: "kept"; run: number; because: KeptBecause }
  /** Not in the copy, and not of those who belong in it. */
  | { state: "outside"; run: number; because: "left-group" | "account-deleted" }
  | Busy;

/** A person who pressed a button is told rather than kept waiting, in seconds. */
const longestSeconds = 30;

/**
 * Brings one person up to date at once: asks Microsoft for them by id and writes the difference, with its history.
 *
 * @param options.id Graph object id in lower case; the person need not be in the copy yet
 * @throws AppError `group-changed` before the first run of the group to sync; what Microsoft refused, by its code.
 */
export async function syncUser(
  context: ActingContext,
  { id, requestedBy }: { id: string; requestedBy: string },
): Promise<PersonSynced> {
  const waited = new AbortController();
  const timer = setTimeout(() => waited.abort(tooLate()), longestSeconds * 1_000);
  try {
    const request = { id, requestedBy, signal: waited.signal, longestWait: personWaits };
    const outcome = await runForPerson(context, request);
    switch (outcome.state) {
      case "too-early":
        throw new AppError(
          "group-changed",
          "No run has read the group to sync yet. Start a sync, which reads everybody.",
        );
      case "busy":
        return { state: "busy", ...outcome.holder };
      case "ended":
        return await resultOf(context, { id, ...outcome });
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Of one person: every property, and more groups than are told in a notice. */
const mostChanges = 200;

async function resultOf(
  context: Context,
  { id, run, verdict, kept }: { id: string; run: number; verdict?: string; kept?: KeptBecause },
): Promise<PersonSynced> {
  if (verdict === undefined) throw await failureOf(context, run);
  if (kept) return { state: "kept", run, because: kept };
  const changes = await runChanges(context, { run, limit: mostChanges });
  if (changes.length > 0) return { state: "changed", run, changes };
  const isInCopy = await context.db.prisma.microsoftGraphUser.findUnique({ where: { id }, select: { id: true } });
  if (isInCopy) return { state: "unchanged", run };
  return { state: "outside", run, because: verdict === "not-member" ? "left-group" : "account-deleted" };
}

/** What the ledger says of the run that failed, as what the person who pressed the button reads. */
async function failureOf({ db }: Context, id: number): Promise<AppError> {
  const report = (await findRun(db, id))?.error;
  if (!report) return new AppError("internal", `Run ${id} ended without a result.`);
  const { code, message, ...microsoft } = report;
  return new AppError(code, message, microsoft);
}

function tooLate(): AppError {
  return new AppError(
    "graph-unreachable",
    `Microsoft gave no useful answer within ${longestSeconds} seconds; nothing was changed. Try again.`,
  );
}
