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
});

export type Person = {
  objectId: string;
  tenantId: string;
  name: string;
  userPrincipalName: string;
  appRoles: string[];
};

/** Takes from the id token what we keep; undefined when it lacks tenant or object id and so names nobody. */
export function personOf(claims: unknown): (Person & { issuer: string }) | undefined {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success) return undefined;
  const { iss, tid, oid, name, preferred_username: username, roles } = parsed.data;
  const known: string[] = Object.values(appRoles);
  return {
    issuer: iss,
    objectId: oid,
    tenantId: tid,
    // Cut, so that the session always fits one cookie.
    name: (name || username || oid).slice(0, longestName),
    userPrincipalName: username.slice(0, longestName),
    appRoles: roles.filter((role) => known.includes(role)),
  };
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
