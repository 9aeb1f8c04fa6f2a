-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN     "plan" INTEGER,
ADD COLUMN     "planLines" INTEGER;

-- CreateTable
CREATE TABLE "sync_plan_line" (
    "id" BIGSERIAL NOT NULL,
    "runId" INTEGER NOT NULL,
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "field" TEXT,
    "before" TEXT,
    "after" TEXT,

    CONSTRAINT "sync_plan_line_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sync_plan_line_runId_id_idx" ON "sync_plan_line"("runId", "id");
