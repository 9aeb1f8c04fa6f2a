import type { ErrorCode, ErrorReport } from "#lib/errors.ts";

/** What ends a pause of the schedule. */
export const resumeWords =
  "It goes on after a run by hand that succeeds, after a changed setting, and after consent was granted here.";

/** Why the schedule is paused, short enough for the top of every page; the run has the whole sentence. */
const reasons: Partial<Record<ErrorCode, string>> = {
  configuration: "the configuration is not complete",
  "consent-missing": "Microsoft refuses access, or a permission is not granted",
  "credentials-refused": "Microsoft refuses the app’s credentials",
  "directory-changed": "the configuration leads to another directory",
  "group-ambiguous": "several groups have the name of the group to sync",
  "group-changed": "the name of the group to sync leads to another group",
  "group-missing": "the group to sync was not found",
  "tenant-unknown": "Microsoft does not know the tenant",
};

export function pauseReason({ code, message }: ErrorReport): string {
  return reasons[code] ?? message;
}
