import { expect, test } from "vitest";
import { refusalOfErrorCode } from "./refusal-of-error.ts";
import { refusalFromLog } from "./sign-in-refusal.ts";

test("of what next-auth logged only Microsoft's code and trace id are kept", () => {
  const description =
    "AADSTS50105: Your administrator has configured … Trace ID: 33333333-0000-4000-8000-00000000000a Correlation ID: 33333333-0000-4000-8000-00000000000b";
  expect(
    refusalFromLog("OAUTH_CALLBACK_HANDLER_ERROR", {
      error: new Error("access_denied"),
      error_description: description,
    }),
  ).toEqual({
    reason: "not-assigned",
    graphCode: "AADSTS50105",
    requestId: "33333333-0000-4000-8000-00000000000a",
  });
});

test("words that anyone can write into the callback's address are not shown", () => {
  const refusal = refusalFromLog("OAUTH_CALLBACK_HANDLER_ERROR", {
    error: new Error("call_us"),
    error_description: "Call +1 555 0100 <script>",
  });
  expect(refusal).toEqual({ reason: "failed" });
});

test.each([
  ["connect ECONNREFUSED 127.0.0.1:1", "unreachable"],
  ["outgoing request timed out after 15000ms", "unreachable"],
  ["State cookie was missing.", "interrupted"],
  ["unexpected iss value, expected a, got: b", "token-rejected"],
  ["login_required", "asked-again"],
  ["something new", "failed"],
])("%s is %s", (message, reason) => {
  expect(refusalFromLog("OAUTH_CALLBACK_ERROR", { error: new Error(message) }).reason).toBe(reason);
});

test("next-auth's own error codes end in a sentence too", () => {
  for (const code of [
    "OAuthSignin",
    "OAuthCallback",
    "Callback",
    "AccessDenied",
    "Configuration",
    "toString",
    "new one",
  ]) {
    expect(refusalOfErrorCode(code)?.reason).toMatch(/^(failed|cancelled|credentials)$/);
  }
  expect(refusalOfErrorCode(undefined)).toBeUndefined();
});
