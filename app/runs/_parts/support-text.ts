import type { Run } from "#lib/commands/runs.ts";

/** Whose requests they were: what Microsoft looks them up by. */
export type Caller = { tenantId: string; applicationId: string };

/**
 * What to hand to Microsoft about a run, as plain text: times, codes and request ids, and nothing about anybody. In
 * English and in UTC, whatever the pages speak: Microsoft reads it.
 * Undefined for a run that got no answer, or was before answers were kept.
 */
export function supportText(run: Run, { tenantId, applicationId }: Caller): string | undefined {
  const { error, answers } = run;
  if (answers.refused.length === 0 && answers.last.length === 0 && !error?.requestId) return undefined;
  return [
    `Rollcall run ${run.id} (${run.kind}, ${run.state})`,
    `Tenant ${tenantId}, application ${applicationId}`,
    `Began ${moment(run.startedAt)}, ended ${moment(run.finishedAt)}`,
    `${run.requests} requests, ${run.retries} retries, ${run.throttledSeconds} s waited because Microsoft asked to`,
    ...(error
      ? [`Error: ${[error.status, error.graphCode ?? error.code, idOf(error)].filter(Boolean).join(" ")}`]
      : []),
    ...(answers.refused.length > 0 ? ["Answers that were no success, the last one last:"] : []),
    ...answers.refused.map(
      (answer) => `  ${[answer.at, answer.status, answer.code, idOf(answer)].filter(Boolean).join(" ")}`,
    ),
    ...(answers.last.length > 0 ? ["Request ids of the last answers:"] : []),
    ...answers.last.map((id) => `  ${id}`),
  ].join("\n");
}

function idOf({ requestId }: { requestId?: string }): string | undefined {
  return requestId && `request-id ${requestId}`;
}

function moment(at: Date | null): string {
  return at?.toISOString() ?? "unknown";
}
