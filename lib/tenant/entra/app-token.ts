import { randomUUID } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { guidOf } from "../seed/guid.ts";
import type { TenantState, TokenClaims } from "../tenant-state.ts";
import { signingKey } from "./keys.ts";

/** Life of a token in seconds. Entra draws one of 60 to 90 minutes; a fixed one is easier to reason about. */
export const tokenLifetime = 3599;

const graphAudiences = [
  "https://graph.microsoft.com",
  "https://graph.microsoft.us",
  "https://dod-graph.microsoft.us",
  "https://microsoftgraph.chinacloudapi.cn",
  "00000003-0000-0000-c000-000000000000",
];

/** The Graph resource a `.default` scope names; undefined when it names another. */
export function graphResource(scope: string): string | undefined {
  return graphAudiences.find((audience) => scope === `${audience}/.default`);
}

/**
 * An application token for Graph. Before consent the app has no service principal in the tenant: the token is issued all
 * the same, and lacks `roles`, `oid` and `sub`.
 */
export async function issueAppToken(tenant: TenantState, audience: string): Promise<string> {
  const { clientId, grantedRoles } = tenant;
  const principal = guidOf(tenant.directory.population.seed, 0x7fff0001);
  const consented = grantedRoles ? { oid: principal, sub: principal, roles: [...grantedRoles] } : {};
  return sign(tenant, {
    aud: audience,
    app_displayname: "Rollcall",
    appid: clientId,
    appidacr: tenant.certificate ? "2" : "1",
    idtyp: "app",
    ...consented,
  });
}

/** The access token that comes with a sign-in: it names the person, and has no application permission. */
export function issueUserToken(
  tenant: TenantState,
  person: { oid: string; name: string; userPrincipalName: string; scope: string },
): Promise<string> {
  const { oid, name, userPrincipalName: upn, scope: scp } = person;
  return sign(tenant, {
    aud: "https://graph.microsoft.com",
    appid: tenant.clientId,
    idtyp: "user",
    oid,
    name,
    upn,
    scp,
  });
}

async function sign(tenant: TenantState, claims: Record<string, unknown>): Promise<string> {
  const key = await signingKey();
  const issued = Math.floor(tenant.now().getTime() / 1000);
  return new SignJWT({ ...claims, tid: tenant.tenantId, uti: randomUUID(), ver: "1.0" })
    .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: key.kid, x5t: key.kid })
    .setIssuer(`https://sts.windows.net/${tenant.tenantId}/`)
    .setIssuedAt(issued)
    .setNotBefore(issued)
    .setExpirationTime(issued + tokenLifetime)
    .sign(key.privateKey);
}

export type TokenCheck = { ok: true; claims: TokenClaims } | { ok: false; message: string };

/** What Graph makes of an Authorization header. */
export async function checkToken(tenant: TenantState, authorization: string | null): Promise<TokenCheck> {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1];
  if (!token) return { ok: false, message: "Access token is empty." };
  const now = tenant.now().getTime();
  const known = tenant.verifiedTokens.get(token);
  if (known && known.expiresAt > now) return { ok: true, claims: known };
  try {
    const claims = await verified(tenant, token);
    if (tenant.verifiedTokens.size > 200) tenant.verifiedTokens.clear();
    tenant.verifiedTokens.set(token, claims);
    return { ok: true, claims };
  } catch (error) {
    return { ok: false, message: complaintOf(token, error) };
  }
}

async function verified(tenant: TenantState, token: string): Promise<TokenClaims> {
  const { publicKey } = await signingKey();
  const { payload } = await jwtVerify(token, publicKey, {
    audience: graphAudiences,
    issuer: `https://sts.windows.net/${tenant.tenantId}/`,
    currentDate: tenant.now(),
    algorithms: ["RS256"],
  });
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  const roles = Array.isArray(payload.roles) ? payload.roles.map(String) : [];
  return {
    roles: new Set(roles),
    expiresAt: (payload.exp ?? 0) * 1000,
    oid: text(payload.oid),
    upn: text(payload.upn),
    name: text(payload.name),
  };
}

function complaintOf(token: string, error: unknown): string {
  const { code, claim } = error as { code?: string; claim?: string };
  if (token.split(".").length !== 3) return "IDX14100: JWT is not well formed, there are no dots (.).";
  if (code === "ERR_JWT_EXPIRED") return "Lifetime validation failed, the token is expired.";
  if (claim === "aud") return "Access token validation failure. Invalid audience.";
  if (claim === "iss") return "Access token validation failure. Invalid issuer.";
  return "Access token validation failure. Invalid signature.";
}
