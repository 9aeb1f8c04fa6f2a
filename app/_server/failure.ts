import { AppError, type ErrorCode, reportOf } from "#lib/errors.ts";

const statuses: Partial<Record<ErrorCode, number>> = {
  "bad-input": 400,
  forbidden: 403,
  "not-found": 404,
  "run-in-progress": 409,
  "plan-outdated": 410,
  "rate-limited": 429,
  "database-unavailable": 503,
};

/** What a route handler answers when a command failed: the report, with the status that its code stands for. */
export function failureAsJson(error: unknown): Response {
  const report = reportOf(error);
  return Response.json(
    { error: report },
    { status: statuses[report.code] ?? 500, headers: { "cache-control": "private, no-store", ...retryHeaders(error) } },
  );
}

/** When to come back, where the failure says so. */
function retryHeaders(error: unknown): Record<string, string> {
  const seconds = error instanceof AppError ? error.retryAfter : undefined;
  return seconds === undefined ? {} : { "retry-after": String(seconds) };
}
