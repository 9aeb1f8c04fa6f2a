import { entraService } from "./entra/service.ts";
import { graphService } from "./graph/service.ts";
import type { TenantState } from "./tenant-state.ts";

/** Tells by the path whom a request is for; the host does not matter, so that one address can stand for all of Microsoft. */
export function route(tenant: TenantState, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (/^\/(v1\.0|beta)(\/|$)/.test(pathname)) return graphService(tenant, request);
  return entraService(tenant, request);
}
