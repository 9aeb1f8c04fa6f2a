-- The same texts as before. In plain ASCII two calls of replace() look for two characters in a tenth of the time that
-- translate() takes, which was half of what it took to put a new person in.
CREATE OR REPLACE FUNCTION "rollcall_folded"("text" TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN octet_length("text") = length("text") THEN replace(replace(lower("text" COLLATE "C"), '''', ''), '`', '')
  ELSE replace(replace(replace(replace(
    translate(normalize(lower("text" COLLATE "und-x-icu"), NFKD) COLLATE "C",
      U&'\00F8\0142\0111\00F0\0127\0167\0131\03C2\0300\0301\0302\0303\0304\0306\0307\0308\0309\030A\030B\030C\0313\0314\031B\0323\0326\0327\0328\0342\0345''\2018\2019\02BC`\00B4',
      U&'olddhti\03C3'),
    U&'\00DF', 'ss'), U&'\00E6', 'ae'), U&'\0153', 'oe'), U&'\00FE', 'th')
  END;
