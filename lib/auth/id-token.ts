import { z } from "zod";
import type { GraphConfig } from "../config/config.ts";
import { appRoles } from "./role.ts";

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const longestName = 128;

/** The claims of a validated id token (v2.0) that we use. Source: Microsoft, "ID token claims reference". */
const claimsSchema = z.object({
  /** The discovery document's issuer: openid-client has compared them. */
  iss: z.string(),
  /** Tenant and object id of the person: with both, the key. */
  tid: z.string().min(1),
  oid: z.string().min(1),
  name: z.string().catch(""),
  preferred_username: z.string().catch(""),
  roles: z.array(z.string()).catch([]),
  /** Groups of the person, where the registration asks for them; left out when there are more than 200. */
  groups: z.array(z.string()).catch([]),
  /** Who authenticated the person; the issuer, or absent, unless their account is at home elsewhere. */
  idp: z.string().optional().catch(undefined),
  /** 1 for a guest, 0 for a member; an optional claim of the registration. */
  acct: z.coerce.number().optional().catch(undefined),
});

export type Person = {
  objectId: string;
  tenantId: string;
  name: string;
  userPrincipalName: string;
  appRoles: string[];
  guest: boolean;
};

/** Takes from the id token what we keep; undefined when it lacks tenant or object id and so names nobody. */
export function personOf(claims: unknown): (Person & { issuer: string; groups: string[] }) | undefined {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success) return undefined;
  const { iss, tid, oid, name, preferred_username: username, roles, groups } = parsed.data;
  const known: string[] = Object.values(appRoles);
  return {
    issuer: iss,
    objectId: oid,
    tenantId: tid,
    // Cut, so that the session always fits one cookie.
    name: (name || username || oid).slice(0, longestName),
    userPrincipalName: username.slice(0, longestName),
    appRoles: roles.filter((role) => known.includes(role)),
    guest: isGuest(parsed.data),
    groups: groups.map((id) => id.toLowerCase()),
  };
}

/**
 * Whether the account is a guest's, by each of the signs that Microsoft gives. A guest is of our tenant: `tid` does not
 * tell them apart. Source: Microsoft, "ID token claims reference" (`idp`), "Optional claims" (`acct`).
 */
function isGuest({ acct, idp, tid, preferred_username: username }: z.infer<typeof claimsSchema>): boolean {
  if (acct !== undefined) return acct !== 0;
  if (/#EXT#@/i.test(username)) return true;
  // At home in our tenant, `idp` names it: https://sts.windows.net/TENANT/ or the issuer itself.
  return idp !== undefined && guid.exec(idp)?.[0].toLowerCase() !== tid.toLowerCase();
}

/**
 * Whether the tenant that vouches for a person is the configured one.
 *
 * A tenant configured as a domain is known by the GUID in the issuer: that issuer came from the discovery document of
 * that very domain, and the token was compared with it.
 */
export function isOfTenant(person: { tenantId: string; issuer: string }, { tenantId }: Pick<GraphConfig, "tenantId">) {
  const configured = guid.test(tenantId) ? tenantId : guid.exec(new URL(person.issuer).pathname)?.[0];
  return configured !== undefined && person.tenantId.toLowerCase() === configured.toLowerCase();
}
