-- CreateTable
CREATE TABLE "sync_cursor" (
    "collection" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,
    "runId" INTEGER NOT NULL,

    CONSTRAINT "sync_cursor_pkey" PRIMARY KEY ("collection")
);

-- CreateTable
CREATE TABLE "sync_deleted_account" (
    "id" TEXT NOT NULL,

    CONSTRAINT "sync_deleted_account_pkey" PRIMARY KEY ("id")
);
