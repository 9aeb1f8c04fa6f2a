import { STATUS_CODES } from "node:http";
import { GraphError } from "@microsoft/microsoft-graph-client";
import { AppError } from "../../errors.ts";
import type { Outcome } from "./exchange.ts";

/** What Microsoft said when it refused or failed. */
export type Refusal = { status: number; code?: string; message?: string; requestId?: string; cause?: unknown };

/** The form that users of Graph know: `500: The operation has timed out. (generalException)`. */
export function refusalSentence({ status, code, message }: Refusal): string {
  return `${status}: ${message?.trim() || STATUS_CODES[status] || "no message"} (${code || "no error code"})`;
}

/**
 * An answer of Graph that is no success, as an error that a person can act on: `consent-missing` for 401 and 403,
 * `graph-failed` for everything else; Graph's own words, code and request id are kept.
 */
export function graphRefusal(refusal: Refusal): AppError {
  const { status, code, requestId, cause } = refusal;
  const details = { status, graphCode: code || undefined, requestId, cause };
  const sentence = refusalSentence(refusal);
  if (status === 403) {
    return new AppError(
      "consent-missing",
      `${sentence}. Grant the application permissions User.Read.All and GroupMember.Read.All: Settings, Microsoft Graph, Get consent.`,
      details,
    );
  }
  if (status === 401) {
    return new AppError(
      "consent-missing",
      `${sentence}. Microsoft Graph does not accept this application: give it consent (Settings, Microsoft Graph, Get consent) and check that MSGRAPH_CLOUD is the cloud of the tenant.`,
      details,
    );
  }
  return new AppError("graph-failed", sentence, details);
}

/** What Microsoft's client throws, as an AppError. `requestId` is used where the body names none. */
export function fromGraphError(error: unknown, { requestId }: { requestId?: string } = {}): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof GraphError && error.statusCode > 0) {
    return graphRefusal({
      status: error.statusCode,
      // Where the body was no error of Graph's, the client puts the name of a JavaScript error here.
      code: isScriptError(error.code) ? undefined : (error.code ?? undefined),
      message: error.message,
      requestId: error.requestId ?? requestId,
      cause: error,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new AppError("graph-failed", `The request to Microsoft Graph failed: ${message}`, { cause: error, requestId });
}

/** An error of Graph from a parsed body, as it stands in an answer to `$batch`. */
export function fromErrorBody(body: unknown, { status, requestId }: { status: number; requestId?: string }): AppError {
  const error = field(body, "error");
  const inner = field(error, "innerError") ?? field(error, "innererror");
  return graphRefusal({
    status,
    code: text(field(error, "code")) || text(field(inner, "code")),
    message: text(field(error, "message")),
    requestId: text(field(inner, "request-id")) ?? requestId,
  });
}

/** A request to which no usable answer came, after all tries. The address is named by host only: queries hold names. */
export function unanswered(outcome: Extract<Outcome, { state: "failed" }>, { host }: { host: string }): AppError {
  if (outcome.kind !== "unreadable") {
    return new AppError(
      "graph-unreachable",
      `${host} could not be reached (${outcome.reason}). Check the network, the proxy and the firewall of this machine, and try again.`,
      { cause: new Error(outcome.reason) },
    );
  }
  const { status, headers } = outcome.answer;
  const sentence = `${status}: ${outcome.reason}; a proxy may have answered instead of ${host} (no error code)`;
  return new AppError("graph-failed", sentence, { status, requestId: headers.get("request-id") ?? undefined });
}

/**
 * Microsoft asks for a longer wait than a person should sit through. `refusal` is what it said, to whichever call it said
 * it. `until`: milliseconds since 1970.
 */
export function askedToWait({ until, refusal }: { until: number; refusal: AppError }): AppError {
  // Up to the next whole second: whoever comes back then must not be early.
  const time = new Date(Math.ceil(until / 1_000) * 1_000).toISOString().slice(0, 19).replace("T", " ");
  const { status, graphCode, requestId } = refusal;
  return new AppError(
    "graph-throttled",
    `Microsoft asked this application to wait until ${time} UTC before its next request. Try again then.`,
    { status, graphCode, requestId, cause: refusal },
  );
}

/** The object or collection does not exist (any more). */
export function isNotFound(error: unknown): error is AppError {
  return error instanceof AppError && error.code === "graph-failed" && error.status === 404;
}

/** A delta link that Graph no longer knows: the round has to start over. The status differs (400, 404, 410). */
export function isResyncRequired(error: unknown): error is AppError {
  if (!(error instanceof AppError) || error.status === undefined) return false;
  if (error.status === 410) return true;
  return error.status < 500 && /^(resyncRequired|syncStateNotFound|syncStateInvalid)$/i.test(error.graphCode ?? "");
}

/** A page link that Graph no longer knows: the listing has to start over, a bounded number of times. */
export function isExpiredPage(error: unknown): error is AppError {
  if (!(error instanceof AppError)) return false;
  return /^(Directory_ExpiredPageToken|DirectoryPageTokenNotFoundException)$/i.test(error.graphCode ?? "");
}

// By name and not by their ending: Graph has an "UnknownError" of its own, and says no more than that with a 504.
const scriptErrors = [
  "Error",
  "TypeError",
  "SyntaxError",
  "RangeError",
  "ReferenceError",
  "AbortError",
  "TimeoutError",
];

function isScriptError(code: string | null): boolean {
  return scriptErrors.includes(code ?? "");
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
