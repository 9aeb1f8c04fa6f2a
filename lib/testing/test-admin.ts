import { registrationOf } from "../auth/session-claims.ts";
import { type Admin, admit, isAdmin } from "../auth/viewer.ts";
import type { Context } from "../context.ts";

/** An admin who came in by the gate, as after a sign-in a moment ago. */
export function testAdmin(
  { config, now }: Context,
  { sessionId = "one sign-in", objectId = "11111111-0000-4000-8000-000000000001", tenantId = "" } = {},
): Admin {
  const registration = config.graph ?? { tenantId: "", applicationId: "" };
  const claims = {
    objectId,
    tenantId: tenantId || registration.tenantId,
    name: "Ada Quill",
    userPrincipalName: "ada.quill@contoso.example",
    appRoles: ["Rollcall.Admin"],
    guest: false,
    sessionId,
    signedInAt: now().getTime() / 1000,
    rolesReadAt: now().getTime() / 1000,
    registration: registrationOf(registration),
  };
  const viewer = admit(claims, { config, now: now(), known: {} });
  if (!viewer || !isAdmin(viewer)) throw new Error("the gate did not let the test's admin in");
  return viewer;
}
