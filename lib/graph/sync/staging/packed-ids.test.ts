import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PackedDigests } from "./packed-digests.ts";
import { PackedIds } from "./packed-ids.ts";

const guid = fc.uuid();
const id = fc.oneof(
  { weight: 8, arbitrary: guid },
  fc.string({ minLength: 1 }),
  guid.map((one) => one.toUpperCase()),
);

describe("a set of ids", () => {
  test("holds each id once, without regard to case, and gives it back in lower case", () => {
    fc.assert(
      fc.property(fc.array(id, { maxLength: 200 }), (ids) => {
        const packed = new PackedIds();
        const entries = ids.map((one) => packed.add(one));
        const distinct = [...new Set(ids.map((one) => one.toLowerCase()))];
        expect(packed.size).toBe(distinct.length);
        expect(ids.map((one) => packed.find(one))).toEqual(entries);
        expect(entries.map((entry) => packed.idOf(entry))).toEqual(ids.map((one) => one.toLowerCase()));
      }),
    );
  });

  test("grows past its first size without losing an id, a flag or a digest", () => {
    const packed = new PackedIds();
    const digests = new PackedDigests();
    const ids = Array.from(
      { length: 5_000 },
      (_, at) => `00000000-0000-0000-0000-${at.toString(16).padStart(12, "0")}`,
    );
    for (const [at, one] of ids.entries()) {
      const entry = packed.add(one);
      packed.set(entry, at % 2 === 0 ? 1 : 2);
      digests.set(entry, at.toString(16).padStart(16, "0"));
    }
    expect(packed.count(1)).toBe(2_500);
    expect(ids.every((one, at) => digests.has(packed.find(one), at.toString(16).padStart(16, "0")))).toBe(true);
    expect([...packed.entries({ having: 2, lacking: 1 })].map((entry) => packed.idOf(entry))).toEqual(
      ids.filter((_, at) => at % 2 === 1),
    );
    expect(packed.find("ffffffff-ffff-ffff-ffff-ffffffffffff")).toBe(-1);
  });

  test.each([3, 100, 1_500, 1e12])("finds every id after room was made for %d", (count) => {
    const packed = new PackedIds();
    const ids = Array.from(
      { length: 3_000 },
      (_, at) => `${at.toString(16).padStart(8, "0")}-0000-0000-0000-000000000000`,
    );
    for (const one of ids.slice(0, 100)) packed.add(one);
    packed.reserve(count);
    for (const one of ids.slice(100)) packed.add(one);
    expect(ids.map((one) => packed.find(one))).toEqual(ids.map((_, at) => at));
  });

  test("tells the same id apart under different salts, and gives it back with the salt", () => {
    const packed = new PackedIds();
    const salts = [new Uint32Array([1, 2, 3, 4]), new Uint32Array([0xffffffff, 0, 7, 9])] as const;
    const one = "7a5e1c02-93cf-4d0e-8f0b-2d6d2f3b9a11";
    const entries = salts.map((salt) => packed.add(one, { salt }));
    expect(new Set(entries).size).toBe(2);
    expect(entries.map((entry, at) => packed.idOf(entry, { salt: salts[at] }))).toEqual([one, one]);
  });
});
