import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/test-database.ts";
import { csvFields, digestOf, digestSql, momentText, recordText } from "./row-text.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(async () => {
  await database.close();
});

const awkward = fc.constantFrom(
  `"`,
  "\\",
  "(",
  ")",
  ",",
  " ",
  "\t",
  "\n",
  "\r",
  "\v",
  "{",
  "}",
  "NULL",
  "null",
  "ß",
  "\u00a0",
  "é",
  "😀",
  "t",
);
const text = fc
  .array(fc.oneof(awkward, fc.string({ unit: "binary" })), { maxLength: 6 })
  .map((parts) => parts.join("").replaceAll("\u0000", ""));

test("a row is written exactly as PostgreSQL writes it, and digested to the same digest", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.option(text),
      fc.option(fc.boolean()),
      fc.array(text),
      text,
      async (first, flag, list, last) => {
        const { rows } = await database.db.pool.query(
          `SELECT ROW($1::text, $2::boolean, $3::text[], $4::text)::text AS record,
           ${digestSql("$1::text, $2::boolean, $3::text[], $4::text")} AS digest`,
          [first, flag, list, last],
        );
        const record = recordText([first, flag, list, last]);
        expect(`(${record})`).toBe(rows[0].record);
        expect(digestOf(record).slice(0, 16)).toBe(rows[0].digest);
      },
    ),
    { numRuns: 300 },
  );
});

test("COPY reads back what was written, line breaks and backslashes included", async () => {
  const cells = ['a\\b "c"', "two\nlines", "", null, ["x\\y", 'q"', "", "NULL"], true];
  const client = await database.db.pool.connect();
  const { from } = await import("pg-copy-streams");
  const { finished } = await import("node:stream/promises");
  await client.query("CREATE TEMPORARY TABLE lines (a text, b text, c text, d text, e text[], f boolean)");
  const stream = client.query(from("COPY lines FROM STDIN (FORMAT csv)"));
  stream.end(`${csvFields(recordText(cells))}\n`);
  await finished(stream);
  const { rows } = await client.query("SELECT * FROM lines");
  client.release(true);
  expect(Object.values(rows[0])).toEqual(cells);
});

test("moments are written as PostgreSQL writes them in UTC, to the millisecond", async () => {
  const client = await database.db.pool.connect();
  await client.query("SET TimeZone = 'UTC'");
  for (const moment of [
    "2024-10-06T23:49:49Z",
    "2024-10-06T23:49:49.120Z",
    "2024-10-06T23:00:00.000Z",
    "1999-12-31T23:59:59.999Z",
    "2024-02-29T12:00:00+02:00",
  ]) {
    const { rows } = await client.query("SELECT $1::timestamptz(3)::text AS text", [moment]);
    expect(momentText(moment)).toBe(rows[0].text);
  }
  client.release(true);
  expect(momentText(null)).toBeNull();
  expect(() => momentText("yesterday")).toThrow(/for a date/);
});

test("what PostgreSQL cannot store is replaced and nothing else", () => {
  expect(recordText(["a\u0000b", "\ud800c", "😀"])).toBe("a\uFFFDb,\uFFFDc,😀");
});
