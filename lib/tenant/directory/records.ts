import type { PropertyTable } from "./properties.ts";
import {
  contactProperties,
  deviceProperties,
  groupProperties,
  servicePrincipalProperties,
  userProperties,
} from "./properties.ts";

type Text = string | null;

/** A user as Graph's metadata names it; properties that are not here are answered as never set. */
export type UserRecord = {
  id: string;
  accountEnabled: boolean | null;
  businessPhones: readonly string[];
  city: Text;
  companyName: Text;
  country: Text;
  createdDateTime: Text;
  creationType: Text;
  department: Text;
  displayName: Text;
  employeeHireDate: Text;
  employeeId: Text;
  employeeType: Text;
  externalUserState: Text;
  externalUserStateChangeDateTime: Text;
  faxNumber: Text;
  givenName: Text;
  jobTitle: Text;
  mail: Text;
  mailNickname: Text;
  mobilePhone: Text;
  officeLocation: Text;
  onPremisesSyncEnabled: boolean | null;
  otherMails: readonly string[];
  postalCode: Text;
  preferredLanguage: Text;
  proxyAddresses: readonly string[];
  state: Text;
  streetAddress: Text;
  surname: Text;
  usageLocation: Text;
  userPrincipalName: string;
  userType: Text;
};

export type GroupRecord = {
  id: string;
  createdDateTime: Text;
  description: Text;
  displayName: string;
  groupTypes: readonly string[];
  mail: Text;
  mailEnabled: boolean;
  mailNickname: string;
  membershipRule: Text;
  membershipRuleProcessingState: Text;
  proxyAddresses: readonly string[];
  renewedDateTime: Text;
  securityEnabled: boolean;
  visibility: Text;
};

/** A device, service principal or organisational contact: they only ever appear as members or as a supervisor. */
export type OtherRecord = { id: string; displayName: string } & Record<string, unknown>;

export type ObjectKind = "user" | "group" | "device" | "servicePrincipal" | "orgContact";

/** A record with its kind; `values` is what `$select` chooses from. */
export type DirectoryObject = { kind: ObjectKind; values: Readonly<Record<string, unknown>> & { id: string } };

export const propertiesOf: Readonly<Record<ObjectKind, PropertyTable>> = {
  user: userProperties,
  group: groupProperties,
  device: deviceProperties,
  servicePrincipal: servicePrincipalProperties,
  orgContact: contactProperties,
};
