import type { TenantState } from "../tenant-state.ts";
import { type EntraError, errorBody, unknownApplication } from "./errors.ts";
import { html, htmlPage } from "./html.ts";

/** What Entra shows instead of redirecting when it cannot trust, or does not know, where to. */
export function errorPage(tenant: TenantState, problem: EntraError): Response {
  const body = errorBody(problem, { now: tenant.now() });
  return htmlPage({
    title: "Sign in: error",
    status: problem.status,
    body: html`<h1>Sorry, but we’re having trouble signing you in.</h1>
      <p><strong>AADSTS${problem.code}</strong>: ${problem.message}</p>
      <p class="quiet">Request Id: <code>${body.trace_id}</code><br>Correlation Id: <code>${body.correlation_id}</code><br>Timestamp: ${body.timestamp}</p>`,
  });
}

export function unknownApplicationPage(tenant: TenantState, clientId: string): Response {
  return errorPage(tenant, unknownApplication(clientId, tenant.displayName));
}

export function redirectMismatchPage(tenant: TenantState, uri: string): Response {
  return errorPage(tenant, {
    status: 400,
    error: "invalid_request",
    code: 50011,
    message: `The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${tenant.clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this error.`,
  });
}
