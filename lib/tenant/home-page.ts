import { html, htmlPage } from "./entra/html.ts";
import type { TenantState } from "./tenant-state.ts";

/** What somebody sees who opens the address in a browser: that this is no real tenant, and what it answers. */
export function homePage(tenant: TenantState, origin: string): Response {
  return htmlPage({
    title: "Demo tenant",
    body: html`<h1>Demo tenant</h1>
      <p>A stand-in for Microsoft Entra sign-in and Microsoft Graph with ${tenant.directory.userCount} made-up people. Nothing here is real, and nothing leaves this machine.</p>
      <ul class="plain">
        <li>Tenant <code>${tenant.tenantId}</code>, ${tenant.domain}</li>
        <li>Application <code>${tenant.clientId}</code>, consent ${tenant.grantedRoles ? `granted: ${tenant.grantedRoles.join(", ")}` : "not granted"}</li>
        <li>Sign-in: <a href="/${tenant.tenantId}/v2.0/.well-known/openid-configuration">OpenID configuration</a></li>
        <li>Microsoft Graph: <code>${origin}/v1.0</code></li>
      </ul>`,
  });
}
