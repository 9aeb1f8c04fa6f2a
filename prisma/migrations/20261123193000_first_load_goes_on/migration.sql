-- CreateTable
CREATE UNLOGGED TABLE "sync_checkpoint" (
    "id" TEXT NOT NULL DEFAULT 'first load',
    "fingerprint" TEXT NOT NULL,
    "place" JSONB NOT NULL,
    "cursors" JSONB,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sync_checkpoint_pkey" PRIMARY KEY ("id")
);
