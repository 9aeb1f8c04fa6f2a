import type { Outcome } from "./results.ts";
import { removeFolder } from "./rollcall.ts";
import type { SubjectName } from "./subjects.ts";
import { type Ground, type Keep, place, withInstallation } from "./tracks.ts";

/**
 * Delta runs after 100 changes, in the installations of their own. Measured after everything else: a directory that
 * changes makes the tenant forget the pages it kept, and whoever reads next would pay for it.
 */
export async function measureChanges(
  ground: Ground,
  { wanted, rounds, keep }: { wanted: ReadonlySet<SubjectName>; rounds: number; keep: (round: number) => Keep },
): Promise<void> {
  for (const [scope, subject] of [["directory", "changes"] as const, ["group", "group-changes"] as const]) {
    if (!wanted.has(subject)) continue;
    const at = place(ground, scope);
    removeFolder(at.folder);
    await withInstallation(at, async ({ sync }) => {
      let outcome: Outcome = await sync([]);
      for (let round = 1; round <= rounds && outcome.state === "done"; round += 1) {
        await ground.tenant.change();
        outcome = await sync([]);
        keep(round)(subject, outcome);
      }
      if (rounds > 0 && outcome.state === "failed") keep(rounds)(subject, outcome);
    });
  }
}
