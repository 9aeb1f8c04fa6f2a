import type { ListedGroup } from "#lib/commands/groups.ts";

/** What sort of group it is, in the words of Entra's admin centre. */
export function kindOf({ groupTypes, mailEnabled, securityEnabled }: ListedGroup): string | null {
  const dynamic = groupTypes.includes("DynamicMembership") ? ", dynamic" : "";
  if (groupTypes.includes("Unified")) return `Microsoft 365${dynamic}`;
  if (mailEnabled && securityEnabled) return `Mail-enabled security${dynamic}`;
  if (securityEnabled) return `Security${dynamic}`;
  return mailEnabled ? "Distribution" : null;
}
