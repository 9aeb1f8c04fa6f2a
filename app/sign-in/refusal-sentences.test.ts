import { expect, test } from "vitest";
import { refusalReasons } from "#lib/auth/sign-in-refusal.ts";
import { refusalSentences } from "#words/sign-in.tsx";

test("every reason has a sentence, and those without a person name nobody", () => {
  for (const reason of refusalReasons) {
    const { title, text } = refusalSentences[reason]({ url: "https://rollcall.example" });
    expect(`${title} ${text}`).not.toMatch(/undefined|null|\$/);
    expect(text.length).toBeGreaterThan(20);
  }
  expect(refusalSentences["no-role"]({ person: "ada@contoso.example", url: "" }).title).toBe(
    "You are signed in as ada@contoso.example, but have no role here",
  );
});
