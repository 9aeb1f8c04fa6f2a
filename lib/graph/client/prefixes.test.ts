import fc from "fast-check";
import { expect, test } from "vitest";
import { type Beginnings, beginningWith, type CountBeginnings, divide, joined, sum } from "./prefixes.ts";

const allowed = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.-_!#^~"];
const names = (characters: string[], { at = "@contoso.example" } = {}) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 6 }).map((local) => `${local}${at}`);

/** A directory that is only names, and how often it was asked for a count. */
function directoryOf(people: readonly string[], { refused = [] as readonly string[] } = {}) {
  const lower = people.map((name) => name.toLowerCase());
  const asked: (readonly string[])[] = [];
  const count: CountBeginnings = async (groups) =>
    groups.map((texts) => {
      asked.push(texts);
      if (texts.some((text) => refused.some((one) => text.endsWith(one)))) return undefined;
      return texts.length === 0 ? people.length : lower.filter((name) => begins(name, texts)).length;
    });
  return { count, asked };
}

const begins = (name: string, texts: readonly string[]) => texts.some((text) => name.startsWith(text));

function holders(name: string, slices: readonly Beginnings[]): number {
  return slices.filter(({ texts }) => begins(name.toLowerCase(), texts)).length;
}

test("whatever the names, each is in exactly one slice, and no slice asks for more than Microsoft takes", async () => {
  const alike = names([..."e0012"]);
  const people = fc.array(fc.oneof(names(allowed), alike), { minLength: 1, maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(people, fc.integer({ min: 1, max: 8 }), async (all, lanes) => {
      const divided = await divide(directoryOf(all).count, { largest: (total) => Math.ceil(total / lanes) });
      const slices = joined(divided?.pieces ?? [], { lanes });
      expect(divided?.total).toBe(all.length);
      for (const name of all) expect(holders(name, slices), name).toBe(1);
      for (const { texts } of slices) expect(texts.length).toBeLessThanOrEqual(15);
      expect(sum(slices)).toBe(all.length);
    }),
    { numRuns: 150 },
  );
});

test("names that begin with what Microsoft does not allow are in a slice too, or there are no slices", async () => {
  const odd = [...allowed, ..."+&%$=/?*{|}`ß é"];
  await fc.assert(
    fc.asyncProperty(fc.array(names(odd), { minLength: 1, maxLength: 60 }), async (all) => {
      const divided = await divide(directoryOf(all).count, { largest: () => 4 });
      for (const name of divided ? all : []) expect(holders(name, divided?.pieces ?? []), name).toBe(1);
      if (!all.some((name) => /^[ßé ]/i.test(name))) expect(divided).toBeDefined();
    }),
    { numRuns: 150 },
  );
});

test("ordinary names come out in as many slices as lanes, about alike, for few counts", async () => {
  const draw = (at: number, list: string) => list.at((Math.imul(at + 1, 2_654_435_761) >>> 8) % list.length);
  const people = Array.from({ length: 6_000 }, (_, at) => {
    const letters = [
      draw(at, "aabcdeefghijjklmmmnoprsstuvwz"),
      draw(at * 7, "aaaeeeiioouurlhn"),
      draw(at * 31, "bdglmnrst"),
    ];
    return `${letters.join("")}${at}@contoso.example`;
  });
  const { count, asked } = directoryOf(people);
  const divided = await divide(count, { largest: (total) => Math.ceil(total / 16) });
  const slices = joined(divided?.pieces ?? [], { lanes: 16 });
  expect(slices[0]?.expected).toBeLessThanOrEqual((people.length / 16) * 1.2);
  expect(asked.length).toBeLessThan(250);
});

test("numbered names, alike at first, are divided as well", async () => {
  const people = Array.from({ length: 2_000 }, (_, at) => `emp${String(at).padStart(7, "0")}@c.example`);
  const divided = await divide(directoryOf(people).count, { largest: (total) => Math.ceil(total / 8) });
  expect(Math.max(...(divided?.pieces ?? []).map(({ expected }) => expected))).toBeLessThanOrEqual(250);
});

test("what cannot be divided further stays whole: nobody is dropped for the sake of balance", async () => {
  const people = Array.from({ length: 50 }, (_, at) => `a\u00e9${at}@c.example`).concat("b@c.example");
  const divided = await divide(directoryOf(people).count, { largest: () => 5 });
  expect(divided?.pieces.find(({ texts }) => texts.includes("a"))?.expected).toBe(50);
});

test("beginnings that are refused are left out where nobody has them, and end the plan where somebody has", async () => {
  const refused = ["^"];
  expect(await divide(directoryOf(["a@x", "b@x"], { refused }).count, { largest: () => 9 })).toBeDefined();
  expect(await divide(directoryOf(["a@x", "^@x"], { refused }).count, { largest: () => 9 })).toBeUndefined();
  expect(await divide(async (groups) => groups.map(() => undefined), { largest: () => 9 })).toBeUndefined();
});

test("a filter doubles quotes before it encodes them", () => {
  expect(decodeURIComponent(beginningWith(["o'b", "x#"]))).toBe(
    "startswith(userPrincipalName,'o''b') or startswith(userPrincipalName,'x#')",
  );
  expect(beginningWith(["o'b&"])).not.toMatch(/[&#']/);
});
