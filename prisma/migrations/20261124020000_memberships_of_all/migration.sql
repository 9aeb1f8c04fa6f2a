-- AlterTable
ALTER TABLE "sync_scope" ADD COLUMN     "groupIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "memberships" TEXT NOT NULL DEFAULT 'scope';

-- Up to here memberships were stored of the scope's groups only, so that each group among them is one of the scope
UPDATE "sync_scope" SET "groupIds" = ARRAY(
  SELECT "groupId" FROM "microsoft_graph_group_member"
  UNION SELECT "memberId" FROM "microsoft_graph_group_member" WHERE "memberType" = 'group'
  UNION SELECT "groupId" FROM "sync_scope" WHERE "groupId" IS NOT NULL)
WHERE "groupId" IS NOT NULL;
