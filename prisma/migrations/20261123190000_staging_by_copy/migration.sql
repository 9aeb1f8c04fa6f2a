-- Staging of people, groups and memberships is filled with COPY: typed, unlogged, without a key.
CREATE UNLOGGED TABLE "sync_staged_user" (
    "id" TEXT NOT NULL,
    "userPrincipalName" TEXT,
    "displayName" TEXT,
    "givenName" TEXT,
    "surname" TEXT,
    "mail" TEXT,
    "jobTitle" TEXT,
    "department" TEXT,
    "companyName" TEXT,
    "officeLocation" TEXT,
    "city" TEXT,
    "state" TEXT,
    "country" TEXT,
    "postalCode" TEXT,
    "streetAddress" TEXT,
    "usageLocation" TEXT,
    "preferredLanguage" TEXT,
    "businessPhones" TEXT[],
    "mobilePhone" TEXT,
    "employeeId" TEXT,
    "employeeType" TEXT,
    "userType" TEXT,
    "accountEnabled" BOOLEAN,
    "onPremisesSyncEnabled" BOOLEAN,
    "onPremisesSamAccountName" TEXT,
    "createdDateTime" TIMESTAMPTZ(3),
    "supervisorId" TEXT,
    "supervisorDisplayName" TEXT,
    "supervisorUserPrincipalName" TEXT,
    "supervisorType" TEXT
);

CREATE UNLOGGED TABLE "sync_staged_group" (
    "id" TEXT NOT NULL,
    "displayName" TEXT,
    "description" TEXT,
    "mail" TEXT,
    "mailNickname" TEXT,
    "mailEnabled" BOOLEAN,
    "securityEnabled" BOOLEAN,
    "groupTypes" TEXT[],
    "visibility" TEXT,
    "createdDateTime" TIMESTAMPTZ(3)
);

CREATE UNLOGGED TABLE "sync_staged_member" (
    "groupId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "memberType" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "sync_index_aside" (
    "name" TEXT NOT NULL,
    "definition" TEXT NOT NULL,

    CONSTRAINT "sync_index_aside_pkey" PRIMARY KEY ("name")
);
