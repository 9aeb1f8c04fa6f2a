import { withEnvFile } from "../config/env-file.ts";
import type { Environment } from "../config/environment.ts";
import { AppError, type ErrorReport, reportOf } from "../errors.ts";
import { type ExitCode, exitCodeOf } from "./exit-code.ts";
import { writeNotice } from "./print.ts";

/** The lines a person reads of a failure: what happened and what to do, then what Microsoft's support will ask for. */
export function refusalLines(report: ErrorReport): string[] {
  const support = [
    report.graphCode && `Microsoft's code: ${report.graphCode}`,
    report.requestId && `request id: ${report.requestId}`,
  ].filter(Boolean);
  return support.length > 0 ? [report.message, support.join(", ")] : [report.message];
}

/** Tells a failure on stderr and gives the exit status that goes with it. */
export function refuse(error: unknown, { environment }: { environment: Environment }): ExitCode {
  const report = reportForTerminal(error);
  for (const line of refusalLines(report)) writeNotice(line);
  writeDetails(error, { environment });
  return exitCodeOf(report.code);
}

/** A process of its own has no log to point to unless it was asked for one. */
export function reportForTerminal(error: unknown): ErrorReport {
  if (error instanceof AppError) return reportOf(error);
  return { code: "internal", message: "Something went wrong inside Rollcall. ROLLCALL_LOG=debug shows the details." };
}

/** What lies behind a failure, with `ROLLCALL_LOG=debug` only. */
export function writeDetails(error: unknown, { environment }: { environment: Environment }): void {
  const settings = settingsOf(environment);
  if (settings.ROLLCALL_LOG !== "debug") return;
  for (let cause = error, depth = 0; cause !== undefined && depth < 5; depth += 1) {
    const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    process.stderr.write(`${withoutSecrets(text, settings)}\n`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
}

function settingsOf(environment: Environment): Environment {
  try {
    return withEnvFile(environment);
  } catch {
    // An unreadable .env may be the very failure that is told.
    return environment;
  }
}

/**
 * Libraries put what they were given into their messages (a connection string, a request body). The details are meant
 * to be pasted into a ticket, so whatever the environment holds as a secret is blanked, also percent-encoded.
 */
export function withoutSecrets(text: string, environment: Environment): string {
  const secrets = [
    environment.MSGRAPH_CLIENT_SECRET,
    environment.NEXTAUTH_SECRET,
    passwordOf(environment.DATABASE_URL),
  ];
  return secrets
    .filter((secret) => secret !== undefined)
    .filter((secret) => secret !== "")
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((blanked, secret) => blanked.replaceAll(secret, "•••"), text);
}

function passwordOf(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { password } = new URL(url);
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
