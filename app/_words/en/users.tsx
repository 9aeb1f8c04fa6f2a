import type { LinkOf } from "../link-of.ts";

/** The words of the list of users. */
export const usersWords = {
  title: "Users",
  lead: "The people of the group to sync, as Microsoft Graph describes them.",
  why: "Why is somebody not here?",
  /** What a search looks at, without what is not copied. */
  search: (leftOut: readonly string[]) => searchedIn(["mail", "employeeId", "jobTitle", "department"], leftOut),
  shortSearch: "One or two letters are looked for at the beginnings of words.",
  uncounted: "The choices are not counted: the search finds more than 10,000 people.",
  counting: "The choices are being counted anew after a change.",
  state: { label: "State", live: "In the group", removed: "Removed", all: "Everyone" },
  account: { label: "Account", yes: "Enabled", no: "Disabled" },
  type: { label: "Type", yes: "Guests", no: "Members" },
  supervisor: { label: "Supervisor", yes: "Without", no: "With" },
  department: "Department",
  country: "Country",
  any: "Any",
  anotherOne: "Add another",
  columns: {
    displayName: "Person",
    jobTitle: "Job title",
    department: "Department",
    supervisor: "Supervisor",
    standing: "State",
    changedAt: "Changed",
    id: "Object id",
    userPrincipalName: "Sign-in name",
    givenName: "Given name",
    surname: "Surname",
    mail: "Mail",
    companyName: "Company",
    officeLocation: "Office",
    city: "City",
    state: "State or province",
    country: "Country",
    postalCode: "Postal code",
    streetAddress: "Street",
    usageLocation: "Usage location",
    preferredLanguage: "Preferred language",
    businessPhones: "Telephone",
    mobilePhone: "Mobile",
    employeeId: "Employee id",
    employeeType: "Employee type",
    userType: "Type",
    accountEnabled: "Account enabled",
    onPremisesSyncEnabled: "Synced from on-premises",
    onPremisesSamAccountName: "SAM account name",
    createdDateTime: "Created",
  },
  leftOver: {
    title: "Nobody is left on this page",
    text: (firstPage: LinkOf) => <>The list changed meanwhile. {firstPage("Start from its first page")}.</>,
  },
  noMatch: {
    title: "Nobody matches",
    text: (everyone: LinkOf) => (
      <>Try fewer words or other choices, or {everyone("look through everyone")}, those who were removed too.</>
    ),
  },
  none: {
    title: "No people yet",
    text: (overview: LinkOf) => (
      <>The first run fills this list. An admin starts it with Sync now on the {overview("overview")}.</>
    ),
  },
  noSuchList: {
    title: "There is no such list of users",
    text: (firstPage: LinkOf) => (
      <>
        The address asks for a page, an order or a choice that does not exist; it may have been cut off when it was
        copied. {firstPage("Start from the first page")}.
      </>
    ),
  },
};

const searched = { mail: "mail", employeeId: "employee id", jobTitle: "job title", department: "department" };

/** "Name, mail or department": of these properties the copied ones. */
export function searchedIn(names: readonly (keyof typeof searched)[], leftOut: readonly string[]): string {
  const places = names.filter((name) => !leftOut.includes(name)).map((name) => searched[name]);
  const last = places.pop();
  return last ? `${["Name", ...places].join(", ")} or ${last}` : "Name";
}
