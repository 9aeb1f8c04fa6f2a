-- Text as searches compare it: without case, accents and apostrophes. An extension that folds (unaccent) is not on every
-- server, and its functions may not stand in a generated column. Plain ASCII, which most is, takes the short way.
CREATE FUNCTION "rollcall_folded"("text" TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN octet_length("text") = length("text") THEN lower(translate("text", '''`', '') COLLATE "C")
  ELSE replace(replace(replace(replace(
    -- Letters that Unicode does not take apart into letter and accent; then the accents it took off, and apostrophes.
    translate(normalize(lower("text" COLLATE "und-x-icu"), NFKD) COLLATE "C",
      U&'\00F8\0142\0111\00F0\0127\0167\0131\03C2\0300\0301\0302\0303\0304\0306\0307\0308\0309\030A\030B\030C\0313\0314\031B\0323\0326\0327\0328\0342\0345''\2018\2019\02BC`\00B4',
      U&'olddhti\03C3'),
    U&'\00DF', 'ss'), U&'\00E6', 'ae'), U&'\0153', 'oe'), U&'\00FE', 'th')
  END;

-- A column and not an index on the expression: what a trigram index finds is compared again, row by row. Every word
-- begins after a space, so that one or two letters, which have no trigram of their own, find the beginnings of words.
-- The function is called for each property alone: only then PostgreSQL puts its body in the place of the call.
ALTER TABLE "microsoft_graph_user" ADD COLUMN "search" TEXT GENERATED ALWAYS AS (
  ' ' || coalesce("rollcall_folded"("displayName"), '') || ' ' || coalesce("rollcall_folded"("userPrincipalName"), '')
  || CASE WHEN "mail" = "userPrincipalName" THEN '' ELSE ' ' || coalesce("rollcall_folded"("mail"), '') END
  || ' ' || coalesce("rollcall_folded"("employeeId"), '') || ' ' || coalesce("rollcall_folded"("jobTitle"), '')
  || ' ' || coalesce("rollcall_folded"("department"), '')) STORED;

ALTER TABLE "microsoft_graph_group" ADD COLUMN "search" TEXT GENERATED ALWAYS AS (
  ' ' || coalesce("rollcall_folded"("displayName"), '') || ' ' || coalesce("rollcall_folded"("mail"), '')
  || ' ' || coalesce("rollcall_folded"("mailNickname"), '') || ' ' || coalesce("rollcall_folded"("description"), '')) STORED;

-- An interrupted first load may have set the old ones aside, and would make them again.
DELETE FROM "sync_index_aside" WHERE "name" IN ('microsoft_graph_user_search', '"microsoft_graph_user_userPrincipalName_idx"');
DROP INDEX IF EXISTS "microsoft_graph_user_search";
DROP INDEX IF EXISTS "microsoft_graph_user_userPrincipalName_idx";
CREATE INDEX "microsoft_graph_user_search" ON "microsoft_graph_user" USING gin ("search" gin_trgm_ops);

-- Each order that a list of a million people offers, and the choices that may leave few of them.
CREATE INDEX "microsoft_graph_user_principal_name_sort" ON "microsoft_graph_user" ((lower(coalesce("userPrincipalName", ''))) COLLATE "C", "id");
CREATE INDEX "microsoft_graph_user_department_sort" ON "microsoft_graph_user" ((coalesce("department", '')) COLLATE "und-x-icu", "id");
CREATE INDEX "microsoft_graph_user_job_title_sort" ON "microsoft_graph_user" ((coalesce("jobTitle", '')) COLLATE "und-x-icu", "id");
CREATE INDEX "microsoft_graph_user_country_idx" ON "microsoft_graph_user" ("country");
CREATE INDEX "microsoft_graph_user_disabled" ON "microsoft_graph_user" ("id") WHERE "accountEnabled" = false;
CREATE INDEX "microsoft_graph_user_guests" ON "microsoft_graph_user" ("id") WHERE "userType" = 'Guest';
