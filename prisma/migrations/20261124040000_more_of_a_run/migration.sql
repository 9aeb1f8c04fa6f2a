-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN     "answers" JSONB,
ADD COLUMN     "membershipChanges" INTEGER NOT NULL DEFAULT 0;

-- Of the runs there were, once: the history tells it.
UPDATE "sync_run" r SET "membershipChanges" = c.number
FROM (
  SELECT "runId", count(*)::int AS number FROM "microsoft_graph_user_change" WHERE kind = 'membership' GROUP BY "runId"
) c
WHERE c."runId" = r.id;
