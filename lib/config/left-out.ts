/**
 * The properties of people that an organisation may decide not to copy. Not among them: the id, by which everything is
 * kept; userPrincipalName and displayName, without which nobody could be found or told apart; accountEnabled and
 * userType, without which a disabled account or a guest would pass for an ordinary one.
 */
export const optionalProperties = [
  "givenName",
  "surname",
  "mail",
  "jobTitle",
  "department",
  "companyName",
  "officeLocation",
  "city",
  "state",
  "country",
  "postalCode",
  "streetAddress",
  "usageLocation",
  "preferredLanguage",
  "businessPhones",
  "mobilePhone",
  "employeeId",
  "employeeType",
  "onPremisesSyncEnabled",
  "onPremisesSamAccountName",
  "createdDateTime",
] as const;

export type OptionalProperty = (typeof optionalProperties)[number];

/** In the order of the list, each once, so that two ways to say the same are one. */
export function inOrder(names: Iterable<string>): OptionalProperty[] {
  const said = new Set(names);
  return optionalProperties.filter((name) => said.has(name));
}
