import { callText } from "../call-text.ts";
import type { StatusFault } from "../faults.ts";
import { record } from "../request-log.ts";
import type { TenantState } from "../tenant-state.ts";
import { carried, pause } from "../transport-faults.ts";
import { adminConsent } from "./admin-consent.ts";
import { authorize } from "./authorize.ts";
import { discovery, instanceDiscovery, signingKeys } from "./discovery.ts";
import { errorPage } from "./error-page.ts";
import { type EntraError, errorResponse, jsonResponse, singleTenantOnly, unknownTenant } from "./errors.ts";
import { logout } from "./logout.ts";
import { tokenEndpoint } from "./token-endpoint.ts";

/** Everything under /{tenant}/: sign-in, tokens, consent. */
export async function entraService(tenant: TenantState, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const fault = tenant.faults.strike(callText(request.method, url));
  await pause(tenant.latency.requestMs, request.signal);
  const response = fault && "status" in fault ? statusResponse(tenant, fault) : await answer(tenant, request, url);
  record(tenant.requests, {
    method: request.method,
    path: url.pathname,
    status: response.status,
    at: tenant.now().toISOString(),
    batched: false,
  });
  return carried(response, fault, request.signal);
}

async function answer(tenant: TenantState, request: Request, url: URL): Promise<Response> {
  const [, name = "", ...rest] = url.pathname.split("/");
  const endpoint = `${request.method} ${rest.join("/")}`;
  const shared = /^(common|organizations)$/i.test(name) ? name.toLowerCase() : undefined;
  if (endpoint === "GET discovery/instance") return instanceDiscovery(tenant, url.origin);
  if (!shared && !isThisTenant(tenant, name)) return strangeTenant(tenant, request, { name, endpoint });
  switch (endpoint) {
    case "GET v2.0/.well-known/openid-configuration":
      return discovery(tenant, { origin: url.origin, shared });
    case "GET discovery/v2.0/keys":
      return signingKeys();
    case "POST oauth2/v2.0/token":
      return shared ? refuse(tenant, request, singleTenantOnly(tenant.clientId)) : tokenEndpoint(tenant, request);
    case "GET oauth2/v2.0/authorize":
    case "POST oauth2/v2.0/authorize":
      return shared ? errorPage(tenant, singleTenantOnly(tenant.clientId)) : authorize(tenant, request);
    case "GET oauth2/v2.0/logout":
      return logout(tenant, request);
    case "GET adminconsent":
    case "POST adminconsent":
      return adminConsent(tenant, request, "v1");
    case "GET v2.0/adminconsent":
    case "POST v2.0/adminconsent":
      return adminConsent(tenant, request, "v2");
    default:
      return jsonResponse(
        { error: "not_found", error_description: `${endpoint} is not served here.` },
        { status: 404 },
      );
  }
}

/** People get a page, programs a body; discovery has an error class of its own. */
function strangeTenant(tenant: TenantState, request: Request, asked: { name: string; endpoint: string }): Response {
  const problem = unknownTenant(asked.name);
  if (/(authorize|adminconsent|logout)$/.test(asked.endpoint)) return errorPage(tenant, problem);
  return refuse(tenant, request, asked.endpoint.startsWith("GET ") ? { ...problem, error: "invalid_tenant" } : problem);
}

function refuse(tenant: TenantState, request: Request, problem: EntraError): Response {
  return errorResponse(problem, { now: tenant.now(), correlationId: request.headers.get("client-request-id") });
}

/** A tenant is addressed by its id or by one of its verified domains. */
export function isThisTenant(tenant: TenantState, name: string): boolean {
  return [tenant.tenantId, tenant.domain, tenant.initialDomain].includes(name.toLowerCase());
}

/** Entra's transient failures have its own body; a body that was given is sent as it is. */
function statusResponse(tenant: TenantState, fault: StatusFault): Response {
  const retryAfter: Record<string, string> =
    fault.retryAfter === undefined || fault.retryAfter === null ? {} : { "retry-after": String(fault.retryAfter) };
  if (typeof fault.body === "string")
    return new Response(fault.body, { status: fault.status, headers: { "content-type": "text/html", ...retryAfter } });
  if (fault.body !== undefined) return jsonResponse(fault.body, { status: fault.status, headers: retryAfter });
  const problem = {
    status: fault.status,
    error: "temporarily_unavailable",
    code: 90033,
    message: "A transient error has occurred. Please try again.",
  };
  const response = errorResponse(problem, { now: tenant.now() });
  for (const [name, value] of Object.entries(retryAfter)) response.headers.set(name, value);
  return response;
}
