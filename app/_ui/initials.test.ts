import { expect, test } from "vitest";
import { initialsOf } from "./initials.tsx";

test.each([
  ["Ada Lovelace", "AL"],
  ["Madonna", "M"],
  ["Óscar de la Étienne", "ÓÉ"],
  ["O'Neill, Iarla", "OI"],
  ["周艳", "周"],
  ["<script>alert(1)</script>", "S"],
  ["=1+1", "?"],
  ["", "?"],
  [null, "?"],
])("the initials of %s are %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
