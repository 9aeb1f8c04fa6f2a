import { expect, test } from "vitest";
import type { ErrorCode } from "#lib/errors.ts";
import { pauseReason, resumeWords } from "./schedule-words.ts";

const said = (code: ErrorCode) => pauseReason({ code, message: "The whole sentence of the run." });

test.each([
  ["configuration", "the configuration is not complete"],
  ["consent-missing", "Microsoft refuses access, or a permission is not granted"],
  ["credentials-refused", "Microsoft refuses the app’s credentials"],
  ["directory-changed", "the configuration leads to another directory"],
  ["group-ambiguous", "several groups have the name of the group to sync"],
  ["group-changed", "the name of the group to sync leads to another group"],
  ["group-missing", "the group to sync was not found"],
  ["tenant-unknown", "Microsoft does not know the tenant"],
] satisfies [ErrorCode, string][])("%s is said as a clause that fits behind a colon", (code, words) => {
  expect(said(code)).toBe(words);
  expect(words).not.toMatch(/\.$/);
});

test("a fault without short words is told in the run's own", () => {
  expect(said("graph-failed")).toBe("The whole sentence of the run.");
});

test("what ends a pause names all three ways", () => {
  for (const way of ["run by hand", "changed setting", "consent"]) expect(resumeWords).toContain(way);
});
