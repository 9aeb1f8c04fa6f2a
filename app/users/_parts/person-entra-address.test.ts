import { expect, test } from "vitest";
import { entraAddress } from "./person-entra-address.ts";

test("an account is shown by the admin center of its own cloud", () => {
  const id = "00000000-0000-4000-8000-000000000001";
  expect(entraAddress("global", { id })).toBe(
    `https://entra.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${id}`,
  );
  expect(new URL(entraAddress("usgov", { id })).host).toBe("entra.microsoft.us");
  expect(new URL(entraAddress("dod", { id })).host).toBe("entra.microsoft.us");
  expect(new URL(entraAddress("china", { id })).host).toBe("entra.microsoftonline.cn");
});
