import type { ErrorCode } from "../errors.ts";

/** What the shell is told. Scripts branch on these numbers: they never change their meaning. */
export const exitCode = {
  done: 0,
  failed: 1,
  /** Wrong usage, or a configuration that cannot work. */
  usage: 2,
  /** The run wrote what it could; its removals wait for a person. */
  held: 3,
  /** Another run is in progress. */
  busy: 4,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** A refusal by Entra or Graph is a failure (1): only what the caller wrote, in arguments or environment, is usage (2). */
export function exitCodeOf(code: ErrorCode): ExitCode {
  switch (code) {
    case "usage":
    case "bad-input":
    case "configuration":
      return exitCode.usage;
    case "run-in-progress":
      return exitCode.busy;
    default:
      return exitCode.failed;
  }
}
