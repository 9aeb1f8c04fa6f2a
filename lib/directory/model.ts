/** How a mirrored property is stored; the spelling is the one SQL takes in a column list. */
export type ColumnType = "text" | "text[]" | "boolean" | "timestamptz(3)";

/**
 * The mirrored properties of a Graph user beside `id`, in the order of CSV columns, with their SQL type.
 * Names are Graph's own, in Graph's exact case, and equal the columns of `microsoft_graph_user`.
 */
export const userColumns = {
  userPrincipalName: "text",
  displayName: "text",
  givenName: "text",
  surname: "text",
  mail: "text",
  jobTitle: "text",
  department: "text",
  companyName: "text",
  officeLocation: "text",
  city: "text",
  state: "text",
  country: "text",
  postalCode: "text",
  streetAddress: "text",
  usageLocation: "text",
  preferredLanguage: "text",
  businessPhones: "text[]",
  mobilePhone: "text",
  employeeId: "text",
  employeeType: "text",
  userType: "text",
  accountEnabled: "boolean",
  onPremisesSyncEnabled: "boolean",
  onPremisesSamAccountName: "text",
  createdDateTime: "timestamptz(3)",
} as const satisfies Record<string, ColumnType>;

/** The mirrored properties of a Graph group beside `id`; equal to the columns of `microsoft_graph_group`. */
export const groupColumns = {
  displayName: "text",
  description: "text",
  mail: "text",
  mailNickname: "text",
  mailEnabled: "boolean",
  securityEnabled: "boolean",
  groupTypes: "text[]",
  visibility: "text",
  createdDateTime: "timestamptz(3)",
} as const satisfies Record<string, ColumnType>;

type ValueOf<Type extends ColumnType> = Type extends "text"
  ? string | null
  : Type extends "text[]"
    ? string[]
    : Type extends "boolean"
      ? boolean | null
      : Date | null;

type Properties<Columns extends Record<string, ColumnType>> = { [Name in keyof Columns]: ValueOf<Columns[Name]> };

export type UserColumn = keyof typeof userColumns;
export type GroupColumn = keyof typeof groupColumns;
export type UserProperties = Properties<typeof userColumns>;
export type GroupProperties = Properties<typeof groupColumns>;

/** What the mirror adds to a row it copied. */
export type Mirrored = {
  /** Graph object id. */
  id: string;
  /** Set while removed; null while live. */
  deletedAt: Date | null;
  /** `left-group`, `account-deleted`, `group-deleted`. */
  deletedReason: string | null;
  firstSeenAt: Date;
  /** Moves only when the row really changed. */
  changedAt: Date;
};

export type Person = Mirrored & UserProperties;
export type Group = Mirrored & GroupProperties;

/**
 * Who supervises a person (Graph's `manager`). The supervisor need not be in the mirror, so a display copy is kept:
 * it may be outside the group to sync, a guest, or an organisational contact.
 */
export type Supervision = {
  supervisorId: string;
  supervisorDisplayName: string | null;
  supervisorUserPrincipalName: string | null;
  supervisorType: string;
};

/** Whether somebody named by id is a live row of the mirror, a removed one, or not in the mirror at all. */
export type Presence = "live" | "removed" | "outside";

/** As little as a page needs to name somebody and link to them. */
export type PersonReference = {
  id: string;
  displayName: string | null;
  userPrincipalName: string | null;
  /** `unknown`: the history names the id, and nothing says who that was. There is no page of them. */
  presence: Presence | "unknown";
};

/** As little as a page needs to name a group and link to it. */
export type GroupReference = {
  id: string;
  displayName: string | null;
  /** Whether the group itself is still there; `outside`: the mirror holds no such group. */
  presence: Presence;
};

/** What sort of group it is, as Entra's admin centre tells them apart; `other`: none of these. */
export const groupKinds = ["microsoft-365", "security", "mail-enabled-security", "distribution", "other"] as const;
export type GroupKind = (typeof groupKinds)[number];

/** What can happen to a person of the mirror, as the history table writes it. */
export const changeKinds = ["created", "updated", "supervisor", "membership", "removed", "restored"] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What may be wrong with who supervises whom, in the order of the quality report. */
export const problemKinds = ["circle", "self", "removed", "disabled", "outside", "contact", "nobody-above"] as const;
export type ProblemKind = (typeof problemKinds)[number];

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The Graph object id that a text (a part of an address, an argument) stands for, in the lower case Graph writes;
 * undefined when it is no GUID at all.
 */
export function objectIdOf(text: string): string | undefined {
  const id = text.trim().toLowerCase();
  return guid.test(id) ? id : undefined;
}
