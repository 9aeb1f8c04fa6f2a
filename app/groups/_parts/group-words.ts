import type { ListedGroup } from "#lib/commands/groups.ts";
import { groupsWords } from "#words/groups.tsx";

const { kinds } = groupsWords;

/** What sort of group it is, in the words of Entra's admin centre. */
export function kindOf({ groupTypes, mailEnabled, securityEnabled }: ListedGroup): string | null {
  const dynamic = groupTypes.includes("DynamicMembership") ? kinds.dynamic : "";
  if (groupTypes.includes("Unified")) return `${kinds.microsoft365}${dynamic}`;
  if (mailEnabled && securityEnabled) return `${kinds.mailEnabledSecurity}${dynamic}`;
  if (securityEnabled) return `${kinds.security}${dynamic}`;
  return mailEnabled ? kinds.distribution : null;
}
