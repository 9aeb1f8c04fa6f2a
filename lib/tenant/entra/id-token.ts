import { createHash, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { CodeGrant, TenantState } from "../tenant-state.ts";
import { signingKey } from "./keys.ts";

/**
 * The id token of a sign-in (v2.0). The issuer is always this tenant's, also for the person of another tenant whose `tid`
 * differs: so the app's own check of the tenant is what must refuse, and not the issuer check of its library.
 */
export async function issueIdToken(
  tenant: TenantState,
  { grant, origin }: { grant: CodeGrant; origin: string },
): Promise<string> {
  const { person, scope } = grant;
  const scopes = scope.split(" ");
  const key = await signingKey();
  const issued = Math.floor(tenant.now().getTime() / 1000);
  const profile = scopes.includes("profile")
    ? { oid: person.oid, name: person.name, preferred_username: person.userPrincipalName }
    : {};
  const email = scopes.includes("email") && person.mail ? { email: person.mail } : {};
  const roles = person.appRoles.length > 0 ? { roles: [...person.appRoles] } : {};
  const nonce = grant.nonce === undefined ? {} : { nonce: grant.nonce };
  return new SignJWT({ ver: "2.0", tid: person.tid, uti: randomUUID(), ...profile, ...email, ...roles, ...nonce })
    .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: key.kid })
    .setIssuer(issuerOf(tenant, origin))
    .setAudience(tenant.clientId)
    .setSubject(pairwiseSubject(tenant, person.oid))
    .setIssuedAt(issued)
    .setNotBefore(issued)
    .setExpirationTime(issued + 3600)
    .sign(key.privateKey);
}

export function issuerOf(tenant: TenantState, origin: string): string {
  return `${origin}/${tenant.tenantId}/v2.0`;
}

/** Different for every app, so that two apps cannot compare whom they see; never the object id. */
function pairwiseSubject(tenant: TenantState, oid: string): string {
  return createHash("sha256").update(`${tenant.clientId}:${oid}`).digest("base64url");
}
