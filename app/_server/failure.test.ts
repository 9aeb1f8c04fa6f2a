import { expect, test } from "vitest";
import { AppError } from "#lib/errors.ts";
import { failureAsJson } from "./failure.ts";

test("a known failure is answered with its status, its sentence and Microsoft's code", async () => {
  const response = failureAsJson(
    new AppError("database-unavailable", "The database cannot be used.", {
      cause: new Error("postgresql://u:pw@host"),
    }),
  );
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    error: { code: "database-unavailable", message: "The database cannot be used." },
  });
});

test("an unknown failure keeps its message to itself", async () => {
  const response = failureAsJson(new Error("password=hunter2"));
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("hunter2");
});
