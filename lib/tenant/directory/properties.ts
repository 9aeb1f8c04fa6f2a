/**
 * The properties of Graph v1.0 that can be selected, from its published metadata. What a record does not hold is answered
 * as null, or as an empty list where the metadata says the collection itself is never null.
 */
type Shape = "value" | "list";
export type PropertyTable = ReadonlyMap<string, Shape>;

function table(values: string, lists: string): PropertyTable {
  return new Map<string, Shape>([
    ["id", "value"],
    ["deletedDateTime", "value"],
    ...values.split(" ").map((name) => [name, "value"] as const),
    ...lists.split(" ").map((name) => [name, "list"] as const),
  ]);
}

export const userProperties = table(
  "accountEnabled ageGroup authorizationInfo city companyName consentProvidedForMinor country createdDateTime creationType customSecurityAttributes department displayName employeeHireDate employeeId employeeLeaveDateTime employeeOrgData employeeType externalUserState externalUserStateChangeDateTime faxNumber givenName identityParentId isManagementRestricted isResourceAccount jobTitle lastPasswordChangeDateTime legalAgeGroupClassification mail mailNickname mobilePhone officeLocation onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes onPremisesImmutableId onPremisesLastSyncDateTime onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled onPremisesUserPrincipalName passwordPolicies passwordProfile postalCode preferredDataLocation preferredLanguage print securityIdentifier showInAddressList signInSessionsValidFromDateTime state streetAddress surname usageLocation userPrincipalName userType",
  "assignedLicenses assignedPlans businessPhones identities imAddresses licenseAssignmentStates onPremisesProvisioningErrors otherMails provisionedPlans proxyAddresses serviceProvisioningErrors",
);

/** Kept in SharePoint or Exchange: a listing that selects one of them is answered 501. */
export const singleUserProperties: ReadonlySet<string> = new Set(
  "aboutMe birthday hireDate interests mailboxSettings mySite pastProjects preferredName responsibilities schools skills".split(
    " ",
  ),
);

export const groupProperties = table(
  "accessType classification createdDateTime description displayName expirationDateTime hasMembersWithLicenseErrors isAssignableToRole isManagementRestricted licenseProcessingState mail mailEnabled mailNickname membershipRule membershipRuleProcessingState onPremisesDomainName onPremisesLastSyncDateTime onPremisesNetBiosName onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled organizationId preferredDataLocation preferredLanguage renewedDateTime securityEnabled securityIdentifier theme uniqueName visibility",
  "assignedLabels assignedLicenses groupTypes infoCatalogs onPremisesProvisioningErrors proxyAddresses resourceBehaviorOptions resourceProvisioningOptions serviceProvisioningErrors",
);

export const deviceProperties = table(
  "accountEnabled approximateLastSignInDateTime complianceExpirationDateTime deviceCategory deviceId deviceMetadata deviceOwnership deviceVersion displayName enrollmentProfileName enrollmentType isCompliant isManaged isManagementRestricted isRooted managementType manufacturer mdmAppId model onPremisesLastSyncDateTime onPremisesSecurityIdentifier onPremisesSyncEnabled operatingSystem operatingSystemVersion profileType registrationDateTime trustType",
  "alternativeSecurityIds physicalIds systemLabels",
);

export const servicePrincipalProperties = table(
  "accountEnabled appDescription appDisplayName appId applicationTemplateId appOwnerOrganizationId description displayName homepage loginUrl logoutUrl notes preferredSingleSignOnMode servicePrincipalType signInAudience",
  "alternativeNames replyUrls servicePrincipalNames tags",
);

export const contactProperties = table(
  "companyName department displayName givenName jobTitle mail mailNickname onPremisesLastSyncDateTime onPremisesSyncEnabled surname",
  "addresses onPremisesProvisioningErrors phones proxyAddresses serviceProvisioningErrors",
);

export const organizationProperties = table(
  "city country countryLetterCode createdDateTime defaultUsageLocation displayName mobileDeviceManagementAuthority onPremisesLastSyncDateTime onPremisesSyncEnabled partnerTenantType postalCode preferredLanguage privacyProfile state street tenantType",
  "assignedPlans businessPhones marketingNotificationEmails provisionedPlans securityComplianceNotificationMails securityComplianceNotificationPhones technicalNotificationMails verifiedDomains",
);

/** What Graph answers of a user when nothing is selected. */
export const userDefaults: readonly string[] =
  "businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName id".split(
    " ",
  );

/** What Graph answers of a group when nothing is selected. */
export const groupDefaults: readonly string[] =
  "id deletedDateTime classification createdDateTime description displayName expirationDateTime groupTypes isAssignableToRole mail mailEnabled mailNickname membershipRule membershipRuleProcessingState onPremisesDomainName onPremisesLastSyncDateTime onPremisesNetBiosName onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled preferredDataLocation preferredLanguage proxyAddresses renewedDateTime resourceBehaviorOptions resourceProvisioningOptions securityEnabled securityIdentifier theme visibility onPremisesProvisioningErrors serviceProvisioningErrors".split(
    " ",
  );
