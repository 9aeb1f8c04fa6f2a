import type { Cursors } from "./cursor.ts";
import type { Findings } from "./findings.ts";
import type { Reading } from "./reading/read.ts";
import { readChanges } from "./reading/read-changes.ts";
import { proveChangedRemovals } from "./removals.ts";
import type { ResolvedScope } from "./scope.ts";

/**
 * Reads what changed since the last run.
 *
 * @throws ReadEverythingInstead when that cannot be trusted.
 */
export async function readSinceLastRun(
  reading: Reading,
  { scope, cursors }: { scope: ResolvedScope; cursors: Cursors },
): Promise<Findings> {
  const groupId = scope.group?.id;
  const { received, missing, ...changes } = await readChanges(reading, {
    cursors,
    groupId,
    memberships: scope.memberships,
  });
  const removals = await proveChangedRemovals(reading, { groupId, missing });
  await reading.staging.flush();
  return {
    staging: reading.staging,
    read: received,
    removals,
    ...changes,
    proof: { roles: scope.roles, roundsEnded: true, askedById: removals.length },
  };
}
