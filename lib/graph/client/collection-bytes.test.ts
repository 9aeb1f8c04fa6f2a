import { describe, expect, test } from "vitest";
import { readCollection } from "./collection-bytes.ts";

const item = (bytes: Buffer) => JSON.parse(bytes.toString());
const read = (text: string) => readCollection(Buffer.from(text), { item });

describe("a collection read item by item", () => {
  const items = [
    { id: "1", displayName: "Ünal 😀", manager: { id: "2" } },
    { id: "2", businessPhones: ["+1", "+2"], manager: null },
  ];

  test.each([
    ["as Graph writes it", { "@odata.nextLink": "https://graph/x", value: items }],
    ["with the link after the items", { value: items, "@odata.nextLink": "https://graph/x" }],
    ["without items", { value: [] }],
    ["with one item", { value: items.slice(0, 1) }],
    ["with an item that has nothing in it", { value: [{}, ...items] }],
    ["with a name that looks like the end of an object", { value: [{ id: "},{" }, { id: "a},{b" }, ...items] }],
    [
      "with a name that looks like the end of the items",
      { value: [{ id: '"value":[' }, { id: "]}" }], "@odata.count": 2 },
    ],
    ["with objects within the items", { value: [{ id: "1", list: [{ a: 1 }, { b: 2 }] }, { id: "2" }] }],
    ["with another value before", { before: { value: [1] }, value: items }],
    ["with another value behind", { value: items, behind: { value: [{ id: "3" }] } }],
    ["with items that are no objects", { value: [1, null, "a", [2]] }],
    ["with a value that is no list", { value: { id: "1" } }],
    ["that has no value", { error: { code: "x" } }],
  ])("%s is what JSON.parse gives", (_, body) => {
    expect(read(JSON.stringify(body))).toEqual(body);
    expect(read(JSON.stringify(body, null, 2))).toEqual(body);
  });

  test("a byte order mark before it is no part of it", () => {
    expect(read(`\uFEFF${JSON.stringify({ value: items })}`)).toEqual({ value: items });
  });

  test("whatever was cut off or spoilt is refused as a whole", () => {
    const text = JSON.stringify({ "@odata.nextLink": "https://graph/x", value: items });
    for (let length = 0; length < text.length; length += 1)
      expect(() => read(text.slice(0, length))).toThrow(SyntaxError);
    expect(() => read(text.replace('"displayName"', "displayName"))).toThrow(SyntaxError);
    expect(() => read(text.replace("},{", "},,{"))).toThrow(SyntaxError);
    expect(() => read(`${text}]`)).toThrow(SyntaxError);
  });

  test("a failure of the reader of an item is not taken for spoilt JSON", () => {
    const refuse = () => {
      throw new Error("not this one");
    };
    expect(() => readCollection(Buffer.from('{"value":[{"id":"1"}]}'), { item: refuse })).toThrow("not this one");
  });
});
