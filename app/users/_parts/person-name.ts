import type { Person } from "#lib/directory/model.ts";

/** What a person is called where one name has to do. */
export function personName({
  displayName,
  userPrincipalName,
  id,
}: Pick<Person, "displayName" | "userPrincipalName" | "id">) {
  return displayName || userPrincipalName || id;
}
