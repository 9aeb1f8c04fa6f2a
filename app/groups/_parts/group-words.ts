import type { ListedGroup } from "#lib/commands/groups.ts";
import { groupsWords } from "#words/groups.tsx";

const { kinds, dynamic } = groupsWords;

/** What sort of group it is, in the words of Entra's admin centre. */
export function kindOf({ kind, groupTypes }: ListedGroup): string | null {
  if (kind === "other") return null;
  const isDynamic = kind !== "distribution" && groupTypes.includes("DynamicMembership");
  return `${kinds[kind]}${isDynamic ? dynamic : ""}`;
}
