import { expect, test } from "vitest";
import { readValue } from "./property-value.tsx";

test.each([
  ["accountEnabled", "true", "yes"],
  ["onPremisesSyncEnabled", "false", "no"],
  ["createdDateTime", "2026-11-14T14:05:00.000Z", new Date("2026-11-14T14:05:00.000Z")],
  ["createdDateTime", "long ago", "long ago"],
  ["displayName", "true", "true"],
  ["businessPhones", "+1 555; +44 20", "+1 555; +44 20"],
  [null, "false", "false"],
])("of the property %s the text %s is read as %s", (name, text, read) => {
  expect(readValue(name, text)).toEqual(read);
});
