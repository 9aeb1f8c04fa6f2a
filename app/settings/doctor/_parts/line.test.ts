import { expect, test } from "vitest";
import { asText, type Examination, withLine } from "./line.ts";

const begun: Examination = { state: "going on", found: [] };

test("a wait is shown until the next line, and is none of the findings", () => {
  const waiting = { name: "permissions", state: "waiting", message: "Looking again", seconds: 10 } as const;
  const waited = withLine(begun, waiting);
  expect(waited).toEqual({ state: "going on", found: [], waiting });
  const found = { name: "permissions", state: "ok", message: "Granted" } as const;
  expect(withLine(waited, found)).toEqual({ state: "going on", found: [found] });
});

test("what is copied has a line for each look, and Microsoft's code and request id of what failed", () => {
  const text = asText([
    { name: "clock", state: "concern", message: "90 seconds behind." },
    {
      name: "token",
      state: "failed",
      message: "The client secret is wrong.",
      error: { code: "credentials-refused", message: "", graphCode: "AADSTS7000215", requestId: "abc" },
    },
  ]);
  expect(text).toBe("note clock: 90 seconds behind.\nFAILED token: The client secret is wrong. · AADSTS7000215 · abc");
});
