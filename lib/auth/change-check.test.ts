import { expect, test } from "vitest";
import { testDoorConfig } from "../testing/door-config.ts";
import { faultOfChange, faultOfPath, largestBody } from "./change-check.ts";

const { web } = testDoorConfig();

function statusOf(headers: Record<string, string>, { path = "/settings", method = "POST" } = {}): number | undefined {
  const request = new Request(`http://10.0.0.7:3000${path}`, {
    method,
    headers: { "content-length": "10", ...headers },
  });
  return faultOfChange(request, { web })?.status;
}

test("a change that comes from another page is refused, whatever host the request names", () => {
  const named = { host: "evil.example", "x-forwarded-host": "evil.example" };
  expect(statusOf({ ...named, origin: "https://evil.example" })).toBe(403);
  for (const origin of ["null", "http://rollcall.example", "https://rollcall.example.evil.example", ""]) {
    expect(statusOf({ origin }), origin).toBe(403);
  }
  expect(statusOf({ "sec-fetch-site": "cross-site" })).toBe(403);
  expect(statusOf({ "sec-fetch-site": "same-site" })).toBe(403);
  expect(statusOf({ origin: web.url, "sec-fetch-site": "same-origin" })).toBeUndefined();
  expect(statusOf({ "sec-fetch-site": "same-origin" })).toBeUndefined();
});

test("what is no browser may sign in, where next-auth asks for its own token, and change nothing", () => {
  expect(statusOf({})).toBe(403);
  expect(statusOf({}, { path: "/api/v1/users" })).toBe(403);
  expect(statusOf({}, { path: "/api/auth/signin/azure-ad" })).toBeUndefined();
});

test.each(["PUT", "PATCH", "DELETE"])("%s is looked at as POST is, and reading is not", (method) => {
  expect(statusOf({ origin: "https://evil.example" }, { method })).toBe(403);
  expect(statusOf({ origin: "https://evil.example" }, { method: "GET" })).toBeUndefined();
});

test("a body that is too large, or does not say how large it is, is not read", () => {
  const own = { origin: web.url };
  expect(statusOf({ ...own, "content-length": String(largestBody) })).toBeUndefined();
  expect(statusOf({ ...own, "content-length": String(largestBody + 1) })).toBe(413);
  expect(statusOf({ ...own, "content-length": "-1" })).toBe(400);
  const unsaid = new Request("http://10.0.0.7/settings", { method: "POST", headers: own });
  expect(faultOfChange(unsaid, { web })?.status).toBe(411);
});

test("an address whose escapes stand for no text is refused before anything fails on it", () => {
  for (const path of ["/users/%ff", "/users/%", "/users/%E0%A4%A"]) expect(faultOfPath(path)?.status).toBe(400);
  expect(faultOfPath("/users/%C3%A9%20%00")).toBeUndefined();
});
