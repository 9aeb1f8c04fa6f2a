import { randomUUID } from "node:crypto";

/** An error of the identity platform: OAuth's class of error, and the number that says what is really wrong. */
export type EntraError = { status: number; error: string; code: number; message: string };

/** The body of the token endpoint, with everything a support call asks for. */
export function errorBody(problem: EntraError, { now, correlationId }: { now: Date; correlationId?: string | null }) {
  const timestamp = `${now.toISOString().slice(0, 19).replace("T", " ")}Z`;
  const traceId = randomUUID();
  const correlation = correlationId ?? randomUUID();
  return {
    error: problem.error,
    error_description: `AADSTS${problem.code}: ${problem.message} Trace ID: ${traceId} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [problem.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlation,
    error_uri: `https://login.microsoftonline.com/error?code=${problem.code}`,
  };
}

/** @param now the tenant's clock; the correlation id is the one the client sent, when it sent one. */
export function errorResponse(problem: EntraError, request: { now: Date; correlationId?: string | null }): Response {
  const body = errorBody(problem, request);
  return jsonResponse(body, {
    status: problem.status,
    headers: { "x-ms-request-id": body.trace_id, "client-request-id": body.correlation_id },
  });
}

export function jsonResponse(
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  const standard = {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store, no-cache",
    pragma: "no-cache",
  };
  return new Response(JSON.stringify(body), { status, headers: { ...standard, ...headers } });
}

export const unknownTenant = (name: string): EntraError => ({
  status: 400,
  error: "invalid_request",
  code: 90002,
  message: `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
});

export const unknownApplication = (clientId: string, directory: string): EntraError => ({
  status: 400,
  error: "unauthorized_client",
  code: 700016,
  message: `Application with identifier '${clientId}' was not found in the directory '${directory}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
});

export const missingParameter = (name: string): EntraError => ({
  status: 400,
  error: "invalid_request",
  code: 900144,
  message: `The request body must contain the following parameter: '${name}'.`,
});

/** A single-tenant app has to be asked for at its own tenant. */
export const singleTenantOnly = (clientId: string): EntraError => ({
  status: 400,
  error: "invalid_request",
  code: 50194,
  message: `Application '${clientId}' is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.`,
});
