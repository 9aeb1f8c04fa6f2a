import { expect, test } from "vitest";
import { roleOf } from "./role.ts";

const person = { objectId: "AB-1", userPrincipalName: "Ada.Quill@Contoso.example", appRoles: [] as string[] };

test("the app roles decide, and admin outweighs reader", () => {
  expect(roleOf({ ...person, appRoles: ["Rollcall.Reader"] }, { admins: [] })).toBe("reader");
  expect(roleOf({ ...person, appRoles: ["Rollcall.Reader", "Rollcall.Admin"] }, { admins: [] })).toBe("admin");
});

test("an app role counts to the letter", () => {
  expect(
    roleOf({ ...person, appRoles: ["rollcall.admin", "Rollcall.Admins", "Admin"] }, { admins: [] }),
  ).toBeUndefined();
});

test("ROLLCALL_ADMINS names people by object id or UPN, without case", () => {
  expect(roleOf(person, { admins: ["ab-1"] })).toBe("admin");
  expect(roleOf(person, { admins: ["ada.quill@contoso.example"] })).toBe("admin");
  expect(roleOf(person, { admins: ["ada.quill@contoso.example.evil.example"] })).toBeUndefined();
});

test("a person without a UPN is not matched by an empty name", () => {
  expect(roleOf({ ...person, userPrincipalName: "" }, { admins: [""] })).toBeUndefined();
});
