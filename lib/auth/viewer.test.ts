import { expect, test } from "vitest";
import { testClaims, testDoorConfig } from "../testing/door-config.ts";
import { admit, isAdmin } from "./viewer.ts";

const config = testDoorConfig();
const now = new Date("2026-11-23T12:00:00Z");
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

test("a session opens the door for eight hours from its sign-in", () => {
  expect(admit(testClaims(config, { signedInAt: hoursAgo(7.99) }), { config, now })?.role).toBe("admin");
  expect(admit(testClaims(config, { signedInAt: hoursAgo(8) }), { config, now })).toBeUndefined();
});

test("whoever has no session is nobody", () => {
  expect(admit(undefined, { config, now })).toBeUndefined();
});

test("a session ends when the environment names another tenant or application", () => {
  const claims = testClaims(config, { signedInAt: hoursAgo(1) });
  for (const variable of ["MSGRAPH_TENANT_ID", "MSGRAPH_APPLICATION_ID"]) {
    const other = testDoorConfig({ [variable]: "99999999-0000-4000-8000-00000000beef" });
    expect(admit(claims, { config: other, now })).toBeUndefined();
  }
});

test("who is taken out of ROLLCALL_ADMINS is no admin at the next request, and who is put in is one", () => {
  const claims = testClaims(config, { signedInAt: hoursAgo(1), appRoles: [] });
  const named = testDoorConfig({ ROLLCALL_ADMINS: "Ada.Quill@contoso.example" });
  expect(admit(claims, { config: named, now })?.role).toBe("admin");
  expect(admit(claims, { config, now })).toBeUndefined();
});

test("a reader is a viewer and no admin", () => {
  const viewer = admit(testClaims(config, { signedInAt: now, appRoles: ["Rollcall.Reader"] }), { config, now });
  expect(viewer && isAdmin(viewer)).toBe(false);
});
