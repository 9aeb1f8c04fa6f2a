import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { testDoorConfig } from "../testing/door-config.ts";
import { readRefusal, refusalCookie, refusalCookieName } from "./refusal-cookie.ts";

const { web } = testDoorConfig();
const refusal = { reason: "no-role", person: "ada.quill@contoso.example" } as const;

test("a refusal reaches the sign-in page, hidden from whoever looks at the cookie", async () => {
  const line = await refusalCookie(refusal, web);
  expect(line).not.toContain("ada");
  expect(line).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
  expect(await readRefusal(line.split(";")[0] ?? "", web)).toEqual(refusal);
});

test("nobody but this server can write one, and a session cookie is none", async () => {
  const session = await encode({ token: { ...refusal }, secret: web.secret });
  const foreign = await encode({ token: { ...refusal }, secret: "another secret", salt: "rollcall sign-in refusal" });
  for (const value of [session, foreign, "x", ""]) {
    expect(await readRefusal(`${refusalCookieName(web)}=${value}`, web)).toBeUndefined();
  }
});

test("without a refusal the cookie is taken away", async () => {
  expect(await refusalCookie(undefined, web)).toMatch(/=; Path=\/; Max-Age=0/);
});
