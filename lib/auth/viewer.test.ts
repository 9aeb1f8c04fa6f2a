import { expect, test } from "vitest";
import { testClaims, testDoorConfig } from "../testing/door-config.ts";
import { admit, isAdmin, rolesAreDue } from "./viewer.ts";

const config = testDoorConfig();
const now = new Date("2026-11-23T12:00:00Z");
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const seconds = (at: Date) => at.getTime() / 1000;

test("a session opens the door for eight hours from its sign-in", () => {
  const since = (hours: number) => testClaims(config, { signedInAt: hoursAgo(hours), rolesReadAt: seconds(now) });
  expect(admit(since(7.99), { config, now, known: {} })?.role).toBe("admin");
  expect(admit(since(8), { config, now, known: {} })).toBeUndefined();
});

test("whoever has no session is nobody", () => {
  expect(admit(undefined, { config, now, known: {} })).toBeUndefined();
});

test("a session ends when the environment names another tenant or application", () => {
  const claims = testClaims(config, { signedInAt: hoursAgo(1) });
  for (const variable of ["MSGRAPH_TENANT_ID", "MSGRAPH_APPLICATION_ID"]) {
    const other = testDoorConfig({ [variable]: "99999999-0000-4000-8000-00000000beef" });
    expect(admit(claims, { config: other, now, known: {} })).toBeUndefined();
  }
});

test("who is taken out of ROLLCALL_ADMINS is no admin at the next request, and who is put in is one", () => {
  const claims = testClaims(config, { signedInAt: hoursAgo(1), appRoles: [] });
  const named = testDoorConfig({ ROLLCALL_ADMINS: "Ada.Quill@contoso.example" });
  expect(admit(claims, { config: named, now, known: {} })?.role).toBe("admin");
  expect(admit(claims, { config, now, known: {} })).toBeUndefined();
});

test("a reader is a viewer and no admin", () => {
  const viewer = admit(testClaims(config, { signedInAt: now, appRoles: ["Rollcall.Reader"] }), {
    config,
    now,
    known: {},
  });
  expect(viewer && isAdmin(viewer)).toBe(false);
});

test("roles are read again after an hour, and a session whose roles were not is over an hour later", () => {
  const read = (hours: number) =>
    testClaims(config, { signedInAt: hoursAgo(3), rolesReadAt: seconds(hoursAgo(hours)) });
  expect(rolesAreDue(read(0.99), { config, now })).toBe(false);
  expect(rolesAreDue(read(1), { config, now })).toBe(true);
  expect(admit(read(1.99), { config, now, known: {} })?.role).toBe("admin");
  expect(admit(read(2), { config, now, known: {} })).toBeUndefined();
  const often = testDoorConfig({ ROLLCALL_ROLES_MINUTES: "15" });
  expect(rolesAreDue(read(0.25), { config: often, now })).toBe(true);
  expect(admit(read(0.5), { config: often, now, known: {} })).toBeUndefined();
});

test("a sign-out ends the sessions that began before it and no other", () => {
  const claims = testClaims(config, { signedInAt: hoursAgo(1) });
  expect(admit(claims, { config, now, known: { endedAt: hoursAgo(0.5) } })).toBeUndefined();
  expect(admit(claims, { config, now, known: { endedAt: hoursAgo(1.5) } })?.role).toBe("admin");
});

const account = { accountEnabled: true, deletedReason: null, userType: "Member", changedAt: hoursAgo(0.5) };

test.each([
  ["disabled", { accountEnabled: false }],
  ["deleted", { deletedReason: "account-deleted" }],
])("an account that the copy shows %s ends its sessions, unless Microsoft vouched for it later", (_, shut) => {
  const known = { account: { ...account, ...shut } };
  expect(admit(testClaims(config, { signedInAt: hoursAgo(1) }), { config, now, known })).toBeUndefined();
  expect(admit(testClaims(config, { signedInAt: hoursAgo(0.1) }), { config, now, known })?.role).toBe("admin");
});

test("who left the group to sync keeps the role that Entra gives", () => {
  const known = { account: { ...account, deletedReason: "left-group" } };
  expect(admit(testClaims(config, { signedInAt: hoursAgo(1) }), { config, now, known })?.role).toBe("admin");
});

test("a guest stays outside, known by the token or by the copy, unless guests are let in", () => {
  const welcome = testDoorConfig({ ROLLCALL_GUESTS: "on" });
  const byToken = testClaims(config, { signedInAt: now, guest: true });
  const byCopy = { account: { ...account, userType: "Guest" } };
  expect(admit(byToken, { config, now, known: {} })).toBeUndefined();
  expect(admit(testClaims(config, { signedInAt: now }), { config, now, known: byCopy })).toBeUndefined();
  expect(admit(byToken, { config: welcome, now, known: byCopy })?.role).toBe("admin");
});

test("a member of the group of readers is one as long as that group is the configured one", () => {
  const group = "22222222-0000-4000-8000-00000000000a";
  const claims = testClaims(config, { signedInAt: now, appRoles: [], readerGroup: group });
  const named = testDoorConfig({ ROLLCALL_READER_GROUP: group.toUpperCase() });
  expect(admit(claims, { config: named, now, known: {} })?.role).toBe("reader");
  const other = testDoorConfig({ ROLLCALL_READER_GROUP: "22222222-0000-4000-8000-00000000000b" });
  expect(admit(claims, { config: other, now, known: {} })).toBeUndefined();
  expect(admit(claims, { config, now, known: {} })).toBeUndefined();
});
