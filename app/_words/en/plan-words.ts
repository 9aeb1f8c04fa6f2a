import type { PlannedPerson, PlanTotals } from "#lib/commands/plan-lines.ts";
import type { ChangeKind } from "#lib/directory/model.ts";
import { counted, people } from "./amounts.ts";
import { removalWords } from "./directory-words.ts";

/** The kinds of a plan as choices above its list. */
export const planKindWords: Record<ChangeKind, string> = {
  removed: "Would be removed",
  restored: "Would return",
  updated: "Properties",
  supervisor: "Supervisor",
  membership: "Memberships",
  created: "Would be new",
};

/** What would become of somebody, in a word or two. */
export function fateOf({ lines }: PlannedPerson): string {
  const removal = lines.find(({ kind }) => kind === "removed");
  if (removal) return `Removed: ${removalWords(removal.after)}`;
  const isAny = (kind: ChangeKind) => lines.some((line) => line.kind === kind);
  if (isAny("restored")) return "Returns";
  return isAny("created") ? "New" : "Changed";
}

/** "12 people, 40 lines. The preview wrote nothing of this." */
export function sizeWords({ people: number, lines }: PlanTotals): string {
  return `${people(number)}, ${counted(lines, { one: "line", many: "lines" })}. The preview wrote nothing of this.`;
}

/** What a yes means for those who would go; undefined when nobody would. */
export function removalsWords({ removed, isHeld }: { removed: number; isHeld: boolean }): string | undefined {
  if (removed === 0) return undefined;
  const whom = `${people(removed)} would be marked as removed`;
  return isHeld
    ? `${whom}. A usual run would hold them and ask; applying the plan is the yes.`
    : `${whom}; their rows stay, with date and reason.`;
}
