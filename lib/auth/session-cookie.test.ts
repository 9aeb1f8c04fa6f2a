import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { testClaims, testDoorConfig } from "../testing/door-config.ts";
import { readSession, sessionCookieName } from "./session-cookie.ts";

const config = testDoorConfig();
const name = "__Host-next-auth.session-token";
const claims = testClaims(config, { signedInAt: new Date() });
const cookie = async (token: object, secret = config.web.secret, maxAge = 60) =>
  `theme=dark; ${name}=${await encode({ token: { ...token }, secret, maxAge })}`;

test("on https the browser is told to keep the session to https", () => {
  expect(sessionCookieName(config.web)).toBe(name);
  expect(sessionCookieName({ url: "http://localhost:3000" })).toBe("next-auth.session-token");
});

test("a session is read back as it was written", async () => {
  expect(await readSession(await cookie(claims), config.web)).toEqual(claims);
});

test.each([
  ["no cookie at all", () => null],
  ["another secret", () => cookie(claims, "a secret of somebody else, also long enough")],
  ["an expired cookie", () => cookie(claims, config.web.secret, -60)],
  ["a cookie of another version", () => cookie({ sub: "x", name: "Ada" })],
  ["nonsense", () => `${name}=eyJhbGciOiJkaXIifQ..x.y.z`],
  ["the cookie name of http", async () => (await cookie(claims)).replace("__Host-", "")],
])("%s is nobody", async (_, header) => {
  expect(await readSession(await header(), config.web)).toBeUndefined();
});
