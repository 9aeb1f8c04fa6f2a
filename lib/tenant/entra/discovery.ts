import type { TenantState } from "../tenant-state.ts";
import { jsonResponse } from "./errors.ts";
import { issuerOf } from "./id-token.ts";
import { signingKey } from "./keys.ts";

/**
 * The OpenID configuration, all of it on the origin that was asked. For `common` and `organizations` the issuer has a
 * placeholder, as with Entra: a library has to put the token's own tenant there.
 */
export function discovery(
  tenant: TenantState,
  { origin, shared }: { origin: string; shared: string | undefined },
): Response {
  const endpoint = (path: string) => `${origin}/${shared ?? tenant.tenantId}/${path}`;
  const body = {
    token_endpoint: endpoint("oauth2/v2.0/token"),
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    jwks_uri: endpoint("discovery/v2.0/keys"),
    response_modes_supported: ["query", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    issuer: shared ? `${origin}/{tenantid}/v2.0` : issuerOf(tenant, origin),
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${origin}/oidc/userinfo`,
    authorization_endpoint: endpoint("oauth2/v2.0/authorize"),
    device_authorization_endpoint: endpoint("oauth2/v2.0/devicecode"),
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: endpoint("oauth2/v2.0/logout"),
    code_challenge_methods_supported: ["S256", "plain"],
    claims_supported: claims,
    tenant_region_scope: "NA",
    cloud_instance_name: "microsoftonline.com",
    cloud_graph_host_name: "graph.windows.net",
    msgraph_host: "graph.microsoft.com",
    rbac_url: "https://pas.windows.net",
  };
  return jsonResponse(body, { headers: { date: tenant.now().toUTCString() } });
}

const claims =
  "sub iss cloud_instance_name cloud_instance_host_name cloud_graph_host_name msgraph_host aud exp iat auth_time acr nonce preferred_username name tid ver at_hash c_hash email".split(
    " ",
  );

export async function signingKeys(): Promise<Response> {
  const { jwk } = await signingKey();
  return jsonResponse({ keys: [jwk] }, { headers: { "cache-control": "max-age=86400, private", pragma: "" } });
}

/** What libraries ask about a login host they do not know: this one is good, and its configuration is there. */
export function instanceDiscovery(tenant: TenantState, origin: string): Response {
  const { host } = new URL(origin);
  return jsonResponse({
    tenant_discovery_endpoint: `${origin}/${tenant.tenantId}/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}
