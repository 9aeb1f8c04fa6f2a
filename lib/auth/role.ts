/** What a person may do: a reader sees, an admin also acts. */
export type Role = "admin" | "reader";

/** App roles of the registration, as Entra puts them into the id token's `roles`. */
export const appRoles = { admin: "Rollcall.Admin", reader: "Rollcall.Reader" } as const;

/** What a role follows from. */
export type RoleSource = {
  objectId: string;
  userPrincipalName: string;
  appRoles: readonly string[];
  /** The group of readers in which they were found. */
  readerGroup?: string;
};

/**
 * The role of a person of our tenant, undefined when they have none and may not enter.
 *
 * ROLLCALL_ADMINS is the way in on day one. It names object ids or UPNs; a UPN is compared with `preferred_username`
 * and no other claim, because mail addresses can be set by people who are not verified to own them.
 *
 * @param configured `readerGroup` is the group configured now: having been found in another one counts for nothing
 */
export function roleOf(
  person: RoleSource,
  { admins, readerGroup }: { admins: readonly string[]; readerGroup?: string },
): Role | undefined {
  const names = [person.objectId, person.userPrincipalName].map((name) => name.toLowerCase());
  if (person.appRoles.includes(appRoles.admin) || names.some((name) => name !== "" && admins.includes(name))) {
    return "admin";
  }
  const byGroup = readerGroup !== undefined && person.readerGroup === readerGroup;
  return byGroup || person.appRoles.includes(appRoles.reader) ? "reader" : undefined;
}
