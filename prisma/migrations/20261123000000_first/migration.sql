-- Trigram search over names. A trusted extension since PostgreSQL 13, so the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- One counter over all mirrored tables: a reader asks for everything after the highest number it has seen.
-- Only the run that holds the lease takes numbers, inside its one closing transaction, so they appear in order.
-- (As a bare nextval default Prisma would take the sequence for its own column and ask to drop it in the next migration.)
CREATE SEQUENCE "microsoft_graph_change_seq";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "microsoft_graph_user" (
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
    "businessPhones" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "mobilePhone" TEXT,
    "employeeId" TEXT,
    "employeeType" TEXT,
    "userType" TEXT,
    "accountEnabled" BOOLEAN,
    "onPremisesSyncEnabled" BOOLEAN,
    "onPremisesSamAccountName" TEXT,
    "createdDateTime" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "deletedReason" TEXT,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changeSeq" BIGINT NOT NULL DEFAULT (0 + nextval('microsoft_graph_change_seq'::regclass)),

    CONSTRAINT "microsoft_graph_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "microsoft_graph_user_supervisor" (
    "userId" TEXT NOT NULL,
    "supervisorId" TEXT NOT NULL,
    "supervisorDisplayName" TEXT,
    "supervisorUserPrincipalName" TEXT,
    "supervisorType" TEXT NOT NULL DEFAULT 'user',
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changeSeq" BIGINT NOT NULL DEFAULT (0 + nextval('microsoft_graph_change_seq'::regclass)),

    CONSTRAINT "microsoft_graph_user_supervisor_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "microsoft_graph_group" (
    "id" TEXT NOT NULL,
    "displayName" TEXT,
    "description" TEXT,
    "mail" TEXT,
    "mailNickname" TEXT,
    "mailEnabled" BOOLEAN,
    "securityEnabled" BOOLEAN,
    "groupTypes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "visibility" TEXT,
    "createdDateTime" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "deletedReason" TEXT,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changeSeq" BIGINT NOT NULL DEFAULT (0 + nextval('microsoft_graph_change_seq'::regclass)),

    CONSTRAINT "microsoft_graph_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "microsoft_graph_group_member" (
    "groupId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "memberType" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changeSeq" BIGINT NOT NULL DEFAULT (0 + nextval('microsoft_graph_change_seq'::regclass)),

    CONSTRAINT "microsoft_graph_group_member_pkey" PRIMARY KEY ("groupId","memberId")
);

-- CreateTable
CREATE TABLE "microsoft_graph_user_change" (
    "id" BIGSERIAL NOT NULL,
    "runId" INTEGER NOT NULL,
    "userId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "field" TEXT,
    "before" TEXT,
    "after" TEXT,

    CONSTRAINT "microsoft_graph_user_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "requestedBy" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "tenantId" TEXT,
    "groupId" TEXT,
    "groupDisplayName" TEXT,
    "progress" JSONB,
    "counts" JSONB,
    "proof" JSONB,
    "requests" INTEGER NOT NULL DEFAULT 0,
    "retries" INTEGER NOT NULL DEFAULT 0,
    "throttledSeconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "cancelRequested" BOOLEAN NOT NULL DEFAULT false,
    "errorCode" TEXT,
    "errorMessage" TEXT,
    "errorStatus" INTEGER,
    "graphCode" TEXT,
    "requestId" TEXT,

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_lease" (
    "id" TEXT NOT NULL DEFAULT 'directory',
    "runId" INTEGER NOT NULL,
    "holder" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "backendPid" INTEGER NOT NULL,
    "backendStart" TIMESTAMPTZ(6) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "heartbeatAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sync_lease_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_staged" (
    "runId" INTEGER NOT NULL,
    "collection" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "data" JSON,

    CONSTRAINT "sync_staged_pkey" PRIMARY KEY ("runId","collection","id")
);

-- CreateTable
CREATE TABLE "sync_held_removal" (
    "runId" INTEGER NOT NULL,
    "userId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "sync_held_removal_pkey" PRIMARY KEY ("runId","userId")
);

-- CreateTable
CREATE TABLE "sync_scope" (
    "id" TEXT NOT NULL DEFAULT 'directory',
    "tenantId" TEXT NOT NULL,
    "groupSetting" TEXT NOT NULL,
    "groupId" TEXT,
    "groupDisplayName" TEXT,
    "resolvedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sync_scope_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "changedBy" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "consent_attempt" (
    "id" TEXT NOT NULL,
    "stateHash" TEXT NOT NULL,
    "sessionHash" TEXT NOT NULL,
    "startedBy" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "outcome" JSONB,

    CONSTRAINT "consent_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "microsoft_graph_user_changeSeq_key" ON "microsoft_graph_user"("changeSeq");

-- CreateIndex
CREATE INDEX "microsoft_graph_user_userPrincipalName_idx" ON "microsoft_graph_user"("userPrincipalName");

-- CreateIndex
CREATE INDEX "microsoft_graph_user_deletedAt_idx" ON "microsoft_graph_user"("deletedAt");

-- CreateIndex
CREATE INDEX "microsoft_graph_user_changedAt_idx" ON "microsoft_graph_user"("changedAt");

-- CreateIndex
CREATE UNIQUE INDEX "microsoft_graph_user_supervisor_changeSeq_key" ON "microsoft_graph_user_supervisor"("changeSeq");

-- CreateIndex
CREATE INDEX "microsoft_graph_user_supervisor_supervisorId_idx" ON "microsoft_graph_user_supervisor"("supervisorId");

-- CreateIndex
CREATE UNIQUE INDEX "microsoft_graph_group_changeSeq_key" ON "microsoft_graph_group"("changeSeq");

-- CreateIndex
CREATE INDEX "microsoft_graph_group_deletedAt_idx" ON "microsoft_graph_group"("deletedAt");

-- CreateIndex
CREATE UNIQUE INDEX "microsoft_graph_group_member_changeSeq_key" ON "microsoft_graph_group_member"("changeSeq");

-- CreateIndex
CREATE INDEX "microsoft_graph_group_member_memberId_idx" ON "microsoft_graph_group_member"("memberId");

-- CreateIndex
CREATE INDEX "microsoft_graph_user_change_userId_id_idx" ON "microsoft_graph_user_change"("userId", "id");

-- CreateIndex
CREATE INDEX "microsoft_graph_user_change_runId_id_idx" ON "microsoft_graph_user_change"("runId", "id");

-- CreateIndex
CREATE INDEX "sync_run_state_idx" ON "sync_run"("state");

-- CreateIndex
CREATE INDEX "sync_held_removal_state_idx" ON "sync_held_removal"("state");

-- CreateIndex
CREATE UNIQUE INDEX "consent_attempt_stateHash_key" ON "consent_attempt"("stateHash");

-- Staging survives no crash and needs no write-ahead log: a run that was interrupted is never completed from it unchecked.
ALTER TABLE "sync_staged" SET UNLOGGED;

-- Lists are sorted as people expect (ICU's root collation), and paged by (name, id). Prisma cannot express either.
CREATE INDEX "microsoft_graph_user_name_sort" ON "microsoft_graph_user" ((coalesce("displayName", '')) COLLATE "und-x-icu", "id");
CREATE INDEX "microsoft_graph_group_name_sort" ON "microsoft_graph_group" ((coalesce("displayName", '')) COLLATE "und-x-icu", "id");
CREATE INDEX "microsoft_graph_user_search" ON "microsoft_graph_user" USING gin (
  "displayName" gin_trgm_ops, "userPrincipalName" gin_trgm_ops, "mail" gin_trgm_ops,
  "jobTitle" gin_trgm_ops, "department" gin_trgm_ops, "employeeId" gin_trgm_ops);
