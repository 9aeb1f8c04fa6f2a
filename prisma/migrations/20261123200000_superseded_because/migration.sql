-- AlterTable
ALTER TABLE "sync_held_removal" ADD COLUMN     "supersededBecause" TEXT;
