import { expect, test } from "vitest";
import { addressWith, textOf } from "./address.ts";

test("a changed address keeps what it does not change", () => {
  const from = { q: "ann a&b", state: "all", sort: "mail" };
  expect(addressWith("/users", { from, change: { sort: "displayName" } })).toBe(
    "/users?q=ann+a%26b&state=all&sort=displayName",
  );
});

test("undefined and empty text take a parameter away", () => {
  const from = { q: "ann", after: "x", before: "" };
  expect(addressWith("/users", { from, change: { after: undefined, q: "" } })).toBe("/users");
});

test("a parameter that was given twice keeps both values, and is read as its first", () => {
  expect(addressWith("/users", { from: { q: ["a", "b"] } })).toBe("/users?q=a&q=b");
  expect(textOf(["a", "b"])).toBe("a");
  expect(textOf("")).toBeUndefined();
});
