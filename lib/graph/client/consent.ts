import { clouds } from "../../config/clouds.ts";
import type { GraphConfig } from "../../config/config.ts";
import { AppError, type ErrorReport, reportOf } from "../../errors.ts";
import type { GraphSession } from "./graph.ts";
import { asCollection, asObject } from "./objects.ts";

/** The application permissions that everything needs: the least that cover users, managers, groups and members. */
export const requiredRoles = ["User.Read.All", "GroupMember.Read.All"] as const;

export type RequiredRole = (typeof requiredRoles)[number];

/** Broader permissions that include a required one, from Microsoft's permissions reference. */
const supersets: Record<RequiredRole, readonly string[]> = {
  "User.Read.All": ["User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
  "GroupMember.Read.All": [
    "GroupMember.ReadWrite.All",
    "Group.Read.All",
    "Group.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
  ],
};

/**
 * The required permissions that a token does not carry. Of a token that cannot be decoded (`undefined`) nothing is
 * known to be missing: there, only the probes tell.
 */
export function missingRoles(roles: readonly string[] | undefined): RequiredRole[] {
  if (roles === undefined) return [];
  return requiredRoles.filter((role) => ![role, ...supersets[role]].some((sufficient) => roles.includes(sufficient)));
}

/**
 * Where an administrator gives consent for the whole tenant. Application permissions are asked for by `/.default` only:
 * all those of the registration at once.
 */
export function adminConsentUrl({
  config,
  redirectUri,
  state,
}: {
  config: GraphConfig;
  redirectUri: string;
  state: string;
}): string {
  const { login, graph } = clouds[config.cloud];
  const url = new URL(`${config.loginOrigin ?? login}/${encodeURIComponent(config.tenantId)}/v2.0/adminconsent`);
  url.search = new URLSearchParams({
    client_id: config.applicationId,
    scope: `${graph}/.default`,
    redirect_uri: redirectUri,
    state,
  }).toString();
  return url.href;
}

/** What the redirect back from Entra claims. It proves nothing: whoever knows the address can write it. */
export type ConsentCallback =
  | { outcome: "approved"; tenant: string }
  | { outcome: "refused"; error: string; description: string }
  | { outcome: "malformed"; reason: string };

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the redirect of admin consent, v1 or v2. A refusal carries `admin_consent=True` as well, so `error` goes first. */
export function parseConsentCallback(searchParams: URLSearchParams): ConsentCallback {
  for (const name of ["admin_consent", "tenant", "error", "state"]) {
    if (searchParams.getAll(name).length > 1)
      return { outcome: "malformed", reason: `${name} is given more than once` };
  }
  const error = searchParams.get("error");
  if (error) return { outcome: "refused", error, description: searchParams.get("error_description")?.trim() ?? "" };
  if (searchParams.get("admin_consent")?.toLowerCase() !== "true") {
    return { outcome: "malformed", reason: "admin_consent is not True" };
  }
  const tenant = searchParams.get("tenant");
  if (!tenant || !guid.test(tenant)) return { outcome: "malformed", reason: "tenant is not a GUID" };
  return { outcome: "approved", tenant: tenant.toLowerCase() };
}

/** One call that shows whether a permission really works. */
export type Probe = { name: "users" | "groups" | "organization"; ok: boolean; error?: ErrorReport };

const probes = [
  ["users", "/users?$top=1&$select=id"],
  ["groups", "/groups?$top=1&$select=id"],
  ["organization", "/organization?$select=id"],
] as const;

/**
 * Asks for a user, a group and the organization. A refusal of Graph is a result.
 *
 * @throws AppError whatever keeps the question from being asked: no token, no network, a cancelled run.
 */
export async function probe(session: GraphSession): Promise<Probe[]> {
  await session.token();
  const results: Probe[] = [];
  for (const [name, path] of probes) {
    try {
      asCollection(await session.get(path), { what: name });
      results.push({ name, ok: true });
    } catch (error) {
      const asked = error instanceof AppError && ["consent-missing", "graph-failed"].includes(error.code);
      if (!asked) throw error;
      results.push({ name, ok: false, error: reportOf(error) });
    }
  }
  return results;
}

/** The tenant as it describes itself; `id` is the tenant's GUID, also where a domain is configured. */
export type Organization = { id: string; displayName: string | null; verifiedDomains: string[] };

/** @throws AppError `graph-failed` when Graph answers without the one organization there always is. */
export async function readOrganization(session: GraphSession): Promise<Organization> {
  const what = "the organization";
  const { value } = asCollection(await session.get("/organization?$select=id,displayName,verifiedDomains"), { what });
  const { id, displayName, verifiedDomains } = asObject(value[0], { what });
  const domains: unknown[] = Array.isArray(verifiedDomains) ? verifiedDomains : [];
  return {
    id,
    displayName: typeof displayName === "string" ? displayName : null,
    verifiedDomains: domains.flatMap((domain) => {
      const name: unknown = typeof domain === "object" && domain !== null && "name" in domain ? domain.name : undefined;
      return typeof name === "string" ? [name] : [];
    }),
  };
}
