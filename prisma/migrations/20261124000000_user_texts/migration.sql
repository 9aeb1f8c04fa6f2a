-- Which text of Graph made which row of a person: a memory that a crash of the server may empty, hence unlogged.
CREATE UNLOGGED TABLE "sync_user_text" (
    "id" TEXT NOT NULL,
    "rules" INTEGER NOT NULL,
    "textDigest" BYTEA NOT NULL,
    "rowDigest" BYTEA NOT NULL
);
