import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { chooseColumns, userCsvColumns } from "./columns.ts";
import { type CsvOptions, type CsvRow, type CsvValue, csvOf } from "./csv.ts";

async function* given(rows: CsvRow[]): AsyncGenerator<CsvRow> {
  yield* rows;
}

async function textOf(rows: CsvRow[], options: CsvOptions): Promise<string> {
  let text = "";
  for await (const chunk of csvOf(given(rows), options)) text += chunk;
  return text;
}

/** The cells as another program reads them, without the line end that closes the file. */
function parsed(text: string): string[][] {
  const { data, errors } = Papa.parse<string[]>(text.replace(/\r\n$/, ""), { delimiter: ",", newline: "\r\n" });
  expect(errors).toEqual([]);
  return data;
}

const cell = async (value: CsvValue, options: Partial<CsvOptions> = {}) =>
  parsed(await textOf([{ a: value, b: "" }], { columns: ["a", "b"], header: false, ...options }))[0]?.[0];

describe("CSV", () => {
  const columns = ["id", "displayName", "businessPhones"];
  const anyText = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", ";", "'", " ", "1", "a", "é") }),
  );

  test("is read back as the rows it was made of, but for the guard's apostrophe", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyText, anyText, anyText), { minLength: 1 }), async (rows) => {
        const objects = rows.map(([id, displayName, phone]) => ({ id, displayName, businessPhones: [phone, "x"] }));
        const cells = rows.map(([id, displayName, phone]) => [id, displayName, `${phone}; x`]);
        expect(parsed(await textOf(objects, { columns, raw: true }))).toEqual([columns, ...cells]);
        const guarded = parsed(await textOf(objects, { columns }))
          .slice(1)
          .flat();
        for (const [index, text] of cells.flat().entries()) {
          expect([text, `'${text}`]).toContain(guarded[index]);
          expect(guarded[index]).not.toMatch(/^[=@\t\r]/);
          if (/^[=@\t\r]/.test(text)) expect(guarded[index]).toBe(`'${text}`);
          if (!/^[=@\t\r+-]/.test(text)) expect(guarded[index]).toBe(text);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("ends every line with CRLF and quotes only what needs it", async () => {
    const rows = [{ a: "x", b: 'say "hi", you' }];
    expect(await textOf(rows, { columns: ["a", "b"] })).toBe('a,b\r\nx,"say ""hi"", you"\r\n');
  });

  test("is a header alone when there are no rows, and nothing when there shall be no header", async () => {
    expect(await textOf([], { columns: ["a", "b"] })).toBe("a,b\r\n");
    expect(await textOf([], { columns: ["a"], header: false })).toBe("");
  });

  test("keeps a row whose only cell is empty", async () => {
    expect(await textOf([{ a: null }, { a: "x" }], { columns: ["a"] })).toBe('a\r\n""\r\nx\r\n');
  });

  test("writes values as Graph does", async () => {
    expect(await cell(new Date("2026-11-14T10:00:00Z"))).toBe("2026-11-14T10:00:00Z");
    expect(await cell(new Date("2026-11-14T10:00:00.120Z"))).toBe("2026-11-14T10:00:00.120Z");
    expect(await cell(true)).toBe("true");
    expect(await cell(null)).toBe("");
    expect(await cell(undefined)).toBe("");
    expect(await cell(["+49 30 901820", "+49 30 901821"])).toBe("+49 30 901820; +49 30 901821");
  });

  test("is made piece by piece, and takes no more rows once it is given up", async () => {
    let taken = 0;
    async function* endless() {
      for (;;) yield { a: String(taken++) };
    }
    let pieces = 0;
    for await (const _ of csvOf(endless(), { columns: ["a"] })) if (++pieces === 3) break;
    expect(taken).toBe(1500);
  });
});

describe("the guard against spreadsheets", () => {
  const formulas = [
    "=1+1",
    '=HYPERLINK("http://example.com")',
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "+cmd|' /C calc'!A0",
    "-2+3",
  ];
  const harmless = ["-5", "+3.50", "-1,234.5", "-1e5", "", "a=b", "'=1", " =1", "O'Brien"];
  const telephones = ["+1 555 0100", "+49 (0)30 901820-12", "+15550100", "+1.555.0100 ext. 12", "+49 30/901820"];

  test.each(formulas)("disarms %j", async (text) => {
    expect(await cell(text)).toBe(`'${text}`);
    expect(await cell(text, { excel: true })).toBe(`'${text}`);
    expect(await cell(text, { raw: true })).toBe(text);
  });

  test.each(harmless)("leaves %j alone, also for Excel", async (text) => {
    expect(await cell(text)).toBe(text);
    expect(await cell(text, { excel: true })).toBe(text);
  });

  test.each(telephones)("leaves the telephone number %j alone unless the file is for Excel", async (text) => {
    expect(await cell(text)).toBe(text);
    expect(await cell(text, { excel: true })).toBe(`'${text}`);
    expect(await cell(text, { excel: true, raw: true })).toBe(text);
  });

  test.each(["+1-2", "+1+15550100", "-1-2", "+", "-", "+1 555 0100; =1"])(
    "does not take %j for a number",
    async (text) => {
      expect(await cell(text)).toBe(`'${text}`);
    },
  );

  test("begins a file for Excel with a byte order mark, once", async () => {
    const text = await textOf(Array(1200).fill({ a: "x" }), { columns: ["a"], excel: true });
    expect(text.startsWith("\uFEFFa\r\n")).toBe(true);
    expect(text.lastIndexOf("\uFEFF")).toBe(0);
  });
});

describe("the choice of columns", () => {
  test("is all of them, or those asked for in the order asked", () => {
    expect(chooseColumns(undefined, { known: userCsvColumns }).slice(0, 3)).toEqual([
      "id",
      "userPrincipalName",
      "displayName",
    ]);
    expect(chooseColumns(" mail,id,mail ", { known: userCsvColumns })).toEqual(["mail", "id"]);
  });

  test("is refused with the known columns when one does not exist", () => {
    expect(() => chooseColumns("mail,shoeSize", { known: ["id", "mail"] })).toThrow(
      "There is no column shoeSize. The columns are id, mail.",
    );
    expect(() => chooseColumns(",", { known: ["id"] })).toThrow(expect.objectContaining({ code: "bad-input" }));
  });
});
