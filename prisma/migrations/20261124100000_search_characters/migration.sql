-- In scripts that are written without spaces one or two characters are a whole name, and have no trigram: only reading
-- everybody would find them. The index holds the people whose text goes beyond ASCII, by each such character of it.
CREATE FUNCTION "rollcall_characters"("text" TEXT) RETURNS TEXT[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN string_to_array(regexp_replace("text", '[ -~]+', '', 'g'), NULL);

-- Without fastupdate: its list of what is to be entered yet is read by every search.
CREATE INDEX "microsoft_graph_user_characters" ON "microsoft_graph_user" USING gin ("rollcall_characters"("search"))
WITH (fastupdate = off) WHERE octet_length("search") <> length("search");
