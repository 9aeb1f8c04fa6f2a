import { control } from "./control.ts";
import { entraService } from "./entra/service.ts";
import { userinfo } from "./entra/userinfo.ts";
import { graphService } from "./graph/service.ts";
import { homePage } from "./home-page.ts";
import type { TenantState } from "./tenant-state.ts";

/** Tells by the path whom a request is for; the host does not matter, so that one address can stand for all of Microsoft. */
export async function route(tenant: TenantState, request: Request): Promise<Response> {
  const { pathname, origin } = new URL(request.url);
  if (/^\/(v1\.0|beta)(\/|$)/.test(pathname)) return graphService(tenant, request);
  if (pathname.startsWith("/_tenant/")) return control(tenant, request);
  if (pathname === "/oidc/userinfo") return userinfo(tenant, request);
  if (pathname === "/" && request.method === "GET") return homePage(tenant, origin);
  // Probes of the app must not take the tenant for it.
  if (/^\/(api\/|favicon\.ico$)/.test(pathname)) return new Response("Not found", { status: 404 });
  return entraService(tenant, request);
}
