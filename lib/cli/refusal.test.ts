import { describe, expect, test } from "vitest";
import { AppError } from "../errors.ts";
import { exitCodeOf } from "./exit-code.ts";
import { refusalLines, reportForTerminal, withoutSecrets } from "./refusal.ts";

describe("a refusal", () => {
  test("is the sentence, then Microsoft's code and request id on a line of their own", () => {
    const error = new AppError("graph-failed", "500: The operation has timed out. (generalException)", {
      status: 500,
      graphCode: "generalException",
      requestId: "11111111-2222-3333-4444-555555555555",
    });
    expect(refusalLines(reportForTerminal(error))).toEqual([
      "500: The operation has timed out. (generalException)",
      "Microsoft's code: generalException, request id: 11111111-2222-3333-4444-555555555555",
    ]);
  });

  test("is one line when Microsoft said nothing", () => {
    expect(refusalLines(reportForTerminal(new AppError("usage", "No such column.")))).toEqual(["No such column."]);
  });

  test("keeps the message of an unknown error out of sight", () => {
    const [line, ...more] = refusalLines(reportForTerminal(new Error("password=hunter2")));
    expect(line).not.toContain("hunter2");
    expect(more).toEqual([]);
  });
});

describe("the exit status of a failure", () => {
  test.each([
    ["usage", 2],
    ["bad-input", 2],
    ["configuration", 2],
    ["run-in-progress", 4],
    ["credentials-refused", 1],
    ["consent-missing", 1],
    ["group-missing", 1],
    ["group-ambiguous", 1],
    ["graph-failed", 1],
    ["internal", 1],
  ] as const)("of %s is %i", (code, status) => {
    expect(exitCodeOf(code)).toBe(status);
  });
});

describe("details for a ticket", () => {
  const environment = {
    MSGRAPH_CLIENT_SECRET: "s3cr~t/+value",
    NEXTAUTH_SECRET: "another-secret",
    DATABASE_URL: "postgresql://rollcall:p%40ss@db.example/rollcall",
  };

  test("hold no secret of the environment, plain or percent-encoded", () => {
    const text =
      "client_secret=s3cr~t%2F%2Bvalue s3cr~t/+value another-secret p@ss postgresql://rollcall:p%40ss@db.example";
    const blanked = withoutSecrets(text, environment);
    for (const secret of ["s3cr~t", "another-secret", "p@ss", "p%40ss"]) expect(blanked).not.toContain(secret);
    expect(blanked).toContain("db.example");
  });

  test("survive an environment without secrets", () => {
    expect(withoutSecrets("plain", { DATABASE_URL: "not a url" })).toBe("plain");
  });
});
