import fc from "fast-check";
import { expect, test } from "vitest";
import { localPath } from "./local-path.ts";

const origin = "https://rollcall.example";

test.each([
  ["/users?q=O%27Brien&state=all", "/users?q=O%27Brien&state=all"],
  ["https://rollcall.example/runs/7", "/runs/7"],
  ["/users/../runs", "/runs"],
])("%s stays", (wanted, path) => {
  expect(localPath(wanted, { origin })).toBe(path);
});

test.each([
  undefined,
  null,
  "",
  "https://evil.example/users",
  "http://rollcall.example/users",
  "https://rollcall.example.evil.example/",
  "https://rollcall.example@evil.example/",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "https://",
  `/${"a".repeat(3_000)}`,
  "/sign-in?callbackUrl=/users",
  "/api/auth/signout",
  "/consent/callback?state=x",
])("%s leads to the first page", (wanted) => {
  expect(localPath(wanted, { origin })).toBe("/");
});

test("whatever is asked for, a browser that follows it stays on the site", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    "//",
    ".",
    "..",
    "@",
    ":",
    "evil.example",
    "https:",
    "users",
    "?",
    "#",
    "\t",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 8 }), (pieces) => {
      const path = localPath(pieces.join(""), { origin });
      expect(new URL(path, origin).origin).toBe(origin);
      expect(path).toMatch(/^\/(?![/\\])/);
    }),
    { numRuns: 2_000 },
  );
});
