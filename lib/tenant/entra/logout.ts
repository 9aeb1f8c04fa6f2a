import type { TenantState } from "../tenant-state.ts";
import { html, htmlPage } from "./html.ts";
import { isRegisteredOrigin, redirect, withParameters } from "./redirect-uris.ts";

/** Sends the browser back only to where the app is registered; otherwise it stays here, as with Entra. */
export function logout(tenant: TenantState, request: Request): Response {
  const parameters = new URL(request.url).searchParams;
  const back = parameters.get("post_logout_redirect_uri");
  if (back && isRegisteredOrigin(tenant, back))
    return redirect(withParameters(back, { state: parameters.get("state") ?? undefined }));
  return htmlPage({
    title: "Signed out",
    body: html`<h1>You signed out of your account</h1><p>It’s a good idea to close all browser windows.</p>`,
  });
}
