import { z } from "zod";
import type { Context } from "../context.ts";
import { type Parameters, readQuery } from "../directory/schema.ts";
import { AppError } from "../errors.ts";
import type { ApiPage } from "./api.ts";
import { findRun, listRuns, type Run, runAsJson } from "./runs.ts";

const runNumber = z.coerce.number().int().min(1).max(2_147_483_647);
const wanted = z.object({ after: runNumber.optional(), limit: z.coerce.number().int().min(1).max(999).default(100) });

/** Runs, newest first, as `sync --json` prints them and with their times. @throws AppError `bad-input` */
export async function apiRuns(context: Context, parameters: Parameters): Promise<ApiPage> {
  const { after, limit } = readQuery(wanted, parameters);
  const found = await listRuns(context, { before: after, limit: limit + 1 });
  const shown = found.slice(0, limit);
  return { value: shown.map(withTimes), next: found.length > limit ? String(shown.at(-1)?.id) : undefined };
}

/** One run by its number. @throws AppError `not-found` */
export async function apiRun(context: Context, { number }: { number: string }): Promise<object> {
  const id = runNumber.safeParse(number);
  const run = id.success ? await findRun(context, id.data) : undefined;
  if (!run) throw new AppError("not-found", "There is no such run.");
  return withTimes(run);
}

/** `heldWaiting`: removals of this run that still wait for a person. */
function withTimes(run: Run): object {
  const { requestedAt, startedAt, finishedAt, requestedBy, membershipChanges, heldWaiting } = run;
  return { ...runAsJson(run), requestedBy, requestedAt, startedAt, finishedAt, membershipChanges, heldWaiting };
}
