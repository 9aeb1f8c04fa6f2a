-- What a run did in each phase stays readable after its end; runs of before have none.
ALTER TABLE "sync_run" ADD COLUMN "phases" JSONB;
