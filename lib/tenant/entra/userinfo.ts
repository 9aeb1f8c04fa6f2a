import { findUser, userRecord } from "../directory/directory.ts";
import type { TenantState } from "../tenant-state.ts";
import { checkToken } from "./app-token.ts";
import { jsonResponse } from "./errors.ts";

/** OpenID's userinfo, which Microsoft keeps on Graph's host. */
export async function userinfo(tenant: TenantState, request: Request): Promise<Response> {
  const check = await checkToken(tenant, request.headers.get("authorization"));
  if (!check.ok || !check.claims.upn) {
    const error = {
      code: "InvalidAuthenticationToken",
      message: check.ok ? "The token is not a user's." : check.message,
    };
    return jsonResponse({ error }, { status: 401, headers: { "www-authenticate": "Bearer" } });
  }
  const { oid, name, upn } = check.claims;
  const number = oid === undefined ? undefined : findUser(tenant.directory, oid);
  const email = number === undefined ? upn : userRecord(tenant.directory, number).mail;
  return jsonResponse({ sub: oid, name, preferred_username: upn, ...(email ? { email } : {}) });
}
