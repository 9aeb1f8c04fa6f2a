import { expect, test } from "vitest";
import { AppError, reportOf } from "./errors.ts";

test("an error of another copy of the module, as bundles have them, is told in its own words", async () => {
  const copy = "./errors.ts?another-copy";
  const other = (await import(copy)) as { AppError: typeof AppError };
  expect(other.AppError).not.toBe(AppError);
  const error = new other.AppError("consent-missing", "Grant it.", { status: 403, requestId: "an id" });
  expect(error).toBeInstanceOf(AppError);
  expect(reportOf(error)).toEqual({ code: "consent-missing", message: "Grant it.", status: 403, requestId: "an id" });
});

test.each([new Error("a secret"), { code: "internal" }, "a secret", null, undefined])(
  "what is no AppError keeps its words to itself: %j",
  (error) => {
    expect(error instanceof AppError).toBe(false);
    expect(reportOf(error).message).not.toContain("secret");
  },
);
