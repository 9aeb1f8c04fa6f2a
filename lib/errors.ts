/**
 * Codes a caller may act on. Each edge (page, route, exit status) translates them once; nobody matches on a message.
 */
export type ErrorCode =
  | "usage"
  | "configuration"
  | "database-unavailable"
  | "database-failed"
  | "credentials-refused"
  | "tenant-unknown"
  | "consent-missing"
  | "group-missing"
  | "group-ambiguous"
  | "group-changed"
  | "directory-changed"
  | "graph-failed"
  | "graph-unreachable"
  | "graph-throttled"
  | "read-incomplete"
  | "run-in-progress"
  | "run-cancelled"
  | "run-interrupted"
  | "lease-lost"
  | "plan-outdated"
  | "not-found"
  | "bad-input"
  | "forbidden"
  | "rate-limited"
  | "internal";

export type AppErrorOptions = {
  cause?: unknown;
  /** HTTP status Microsoft answered, where there was one. */
  status?: number;
  /** Microsoft's own code: Graph's `error.code` or `AADSTS…`. */
  graphCode?: string;
  /** Microsoft's request id (for Entra: the trace id), to quote in a support call. */
  requestId?: string;
  /** Seconds after which it may be tried again. */
  retryAfter?: number;
};

// The same in every copy of this module.
const brand = Symbol.for("rollcall.AppError");

/**
 * A failure that a person has to read: a stable code, one sentence that says what to do, and its cause.
 * The message never holds a secret; `cause` is for logs at debug level only.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status?: number;
  readonly graphCode?: string;
  readonly requestId?: string;
  readonly retryAfter?: number;
  readonly [brand] = true;

  /**
   * The web framework loads this module once for each of its bundles, and the process's one Graph client may have been made
   * by another one: an error of that copy is an AppError too. By class alone it was "something went wrong".
   */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return typeof value === "object" && value !== null && brand in value;
  }

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.status = options.status;
    this.graphCode = options.graphCode;
    this.requestId = options.requestId;
    this.retryAfter = options.retryAfter;
  }

  /**
   * What reaches the browser when a page throws this: the web framework keeps message and stack of an error on the
   * server and hands on its `digest` alone, so that is where the sentence for the error page has to be.
   */
  get digest(): string {
    return JSON.stringify(reportOf(this));
  }
}

/** What an edge shows or prints of an error. */
export type ErrorReport = {
  code: ErrorCode;
  message: string;
  status?: number;
  graphCode?: string;
  requestId?: string;
};

/** Turns whatever was thrown into what may be shown; an unknown error keeps its message out of sight. */
export function reportOf(error: unknown): ErrorReport {
  if (error instanceof AppError) {
    const { code, message, status, graphCode, requestId } = error;
    return { code, message, status, graphCode, requestId };
  }
  return {
    code: "internal",
    message: "Something went wrong inside Rollcall. The log of this process has the details.",
  };
}
