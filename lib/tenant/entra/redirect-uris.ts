import type { TenantState } from "../tenant-state.ts";

/**
 * Redirect URIs are compared to the letter. The one exception is for the demo, which does not know its port beforehand:
 * any loopback address whose path is the sign-in callback. The consent callback is never open in that way.
 */
export function isRegistered(tenant: TenantState, uri: string | null): uri is string {
  if (!uri) return false;
  return (
    tenant.redirectUris.includes(uri) ||
    /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?\/api\/auth\/callback\/azure-ad$/.test(uri)
  );
}

/** After signing out a browser may be sent to the origins that redirect URIs are registered for, and to loopback. */
export function isRegisteredOrigin(tenant: TenantState, uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { origin, protocol, hostname } = new URL(uri);
  if (tenant.redirectUris.some((registered) => new URL(registered).origin === origin)) return true;
  return protocol === "http:" && (hostname === "127.0.0.1" || hostname === "localhost");
}

/** The URI with parameters appended to what its query has already. */
export function withParameters(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.append(name, value);
  return url.toString();
}

export function redirect(location: string): Response {
  return new Response(null, {
    status: 302,
    headers: { location, "cache-control": "no-store", "referrer-policy": "no-referrer" },
  });
}
