import { createHash } from "node:crypto";
import type { CodeGrant, TenantState } from "../tenant-state.ts";
import { graphResource, issueAppToken, issueUserToken, tokenLifetime } from "./app-token.ts";
import { checkClient } from "./client-credential.ts";
import { type EntraError, errorResponse, jsonResponse, missingParameter } from "./errors.ts";
import { issueIdToken } from "./id-token.ts";

type Outcome = { ok: true; body: Record<string, unknown> } | { ok: false; problem: EntraError };

/** POST /{tenant}/oauth2/v2.0/token: client credentials and authorization code, refused in Entra's own words. */
export async function tokenEndpoint(tenant: TenantState, request: Request): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const correlationId =
    request.headers.get("client-request-id") ?? new URL(request.url).searchParams.get("client-request-id");
  const outcome = await redeem(tenant, { form, headers: request.headers, origin: new URL(request.url).origin });
  if (!outcome.ok) return errorResponse(outcome.problem, { now: tenant.now(), correlationId });
  return jsonResponse(outcome.body);
}

type TokenRequest = { form: URLSearchParams; headers: Headers; origin: string };

async function redeem(tenant: TenantState, request: TokenRequest): Promise<Outcome> {
  const grant = request.form.get("grant_type");
  if (!grant) return refuse(missingParameter("grant_type"));
  if (grant !== "client_credentials" && grant !== "authorization_code") {
    return refuse({
      status: 400,
      error: "unsupported_grant_type",
      code: 70003,
      message: `The app requested an unsupported grant type '${grant}'.`,
    });
  }
  const client = await checkClient(tenant, request);
  if (!client.ok) return client;
  return grant === "client_credentials" ? clientCredentials(tenant, request.form) : redeemCode(tenant, request);
}

async function clientCredentials(tenant: TenantState, form: URLSearchParams): Promise<Outcome> {
  const scope = form.get("scope");
  if (!scope) return refuse(missingParameter("scope"));
  if (!/^\S+\/\.default$/.test(scope)) {
    const message = `The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`;
    return refuse({ status: 400, error: "invalid_scope", code: 70011, message });
  }
  const audience = graphResource(scope);
  if (!audience) return refuse(unknownResource(tenant, scope.replace(/\/\.default$/, "")));
  const access_token = await issueAppToken(tenant, audience);
  return {
    ok: true,
    body: { token_type: "Bearer", expires_in: tokenLifetime, ext_expires_in: tokenLifetime, access_token },
  };
}

const unknownResource = (tenant: TenantState, resource: string): EntraError => ({
  status: 400,
  error: "invalid_resource",
  code: 500011,
  message: `The resource principal named ${resource} was not found in the tenant named ${tenant.tenantId}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
});

async function redeemCode(tenant: TenantState, { form, origin }: TokenRequest): Promise<Outcome> {
  const code = form.get("code");
  if (!code) return refuse(missingParameter("code"));
  const grant = tenant.codes.get(code);
  if (!grant) return refuse(invalidGrant(9002313, "Invalid request. Request is malformed or invalid."));
  const problem = grantProblem(tenant, { grant, form });
  if (problem) return refuse(problem);
  grant.used = true;
  const { person, scope } = grant;
  const [id_token, access_token] = await Promise.all([
    issueIdToken(tenant, { grant, origin }),
    issueUserToken(tenant, { ...person, scope }),
  ]);
  return {
    ok: true,
    body: {
      token_type: "Bearer",
      scope,
      expires_in: tokenLifetime,
      ext_expires_in: tokenLifetime,
      access_token,
      id_token,
    },
  };
}

function grantProblem(
  tenant: TenantState,
  { grant, form }: { grant: CodeGrant; form: URLSearchParams },
): EntraError | undefined {
  if (grant.used)
    return invalidGrant(
      54005,
      "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
    );
  if (grant.expiresAt < tenant.now().getTime()) {
    return invalidGrant(
      70008,
      "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
    );
  }
  if (form.get("redirect_uri") !== grant.redirectUri) {
    return invalidGrant(
      50011,
      `The redirect URI '${form.get("redirect_uri") ?? ""}' specified in the request does not match the one the code was issued for.`,
    );
  }
  if (!grant.challenge) return undefined;
  const verifier = form.get("code_verifier");
  if (!verifier)
    return invalidGrant(
      50148,
      "The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.",
    );
  const answer =
    grant.challenge.method === "S256" ? createHash("sha256").update(verifier).digest("base64url") : verifier;
  if (answer === grant.challenge.value) return undefined;
  return invalidGrant(
    501481,
    "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
  );
}

const invalidGrant = (code: number, message: string): EntraError => ({
  status: 400,
  error: "invalid_grant",
  code,
  message,
});

function refuse(problem: EntraError): Outcome {
  return { ok: false, problem };
}
