-- CreateTable
CREATE TABLE "supervisor_span" (
    "id" TEXT NOT NULL,
    "displayName" TEXT,
    "userPrincipalName" TEXT,
    "jobTitle" TEXT,
    "department" TEXT,
    "accountEnabled" BOOLEAN,
    "presence" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "people" INTEGER NOT NULL,
    "below" INTEGER NOT NULL,
    "levels" INTEGER,
    "isTop" BOOLEAN NOT NULL,
    "circle" TEXT,
    "circlePeople" TEXT[],

    CONSTRAINT "supervisor_span_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supervisor_missing" (
    "id" TEXT NOT NULL,

    CONSTRAINT "supervisor_missing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supervisor_span_summary" (
    "id" TEXT NOT NULL DEFAULT 'directory',
    "asOf" TEXT NOT NULL,
    "summary" JSONB NOT NULL,

    CONSTRAINT "supervisor_span_summary_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "supervisor_span_people_id_idx" ON "supervisor_span"("people", "id");

-- CreateIndex
CREATE INDEX "supervisor_span_below_id_idx" ON "supervisor_span"("below", "id");

-- Folded and searched like the people and the groups.
ALTER TABLE "supervisor_span" ADD COLUMN "search" TEXT GENERATED ALWAYS AS (
  ' ' || coalesce("rollcall_folded"("displayName"), '') || ' ' || coalesce("rollcall_folded"("userPrincipalName"), '')
  || ' ' || coalesce("rollcall_folded"("jobTitle"), '') || ' ' || coalesce("rollcall_folded"("department"), '')) STORED;
CREATE INDEX "supervisor_span_search" ON "supervisor_span" USING gin ("search" gin_trgm_ops);

-- Sorted as the other lists of names are. Prisma cannot express it.
CREATE INDEX "supervisor_span_name_sort" ON "supervisor_span" ((coalesce("displayName", '')) COLLATE "und-x-icu", "id");
