/** Why somebody was removed, as the end of a sentence: "left the group". */
export function removalWords(reason: string | null | undefined): string {
  if (reason === "left-group") return "left the group";
  if (reason === "account-deleted") return "the account was deleted";
  if (reason === "group-deleted") return "the group was deleted";
  return reason ?? "no longer there";
}

/** Graph's property name in words: `jobTitle` → "job title". */
export function propertyWords(name: string): string {
  const known: Record<string, string> = {
    supervisorId: "supervisor",
    onPremisesSamAccountName: "on-premises SAM account name",
  };
  return known[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
