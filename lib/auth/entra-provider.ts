import AzureADProvider, { type AzureADProfile } from "next-auth/providers/azure-ad";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { clouds } from "../config/clouds.ts";
import type { GraphConfig } from "../config/config.ts";
import { type AssertedCredential, clientAssertion } from "./client-assertion.ts";

/** next-auth's name for Entra; part of the redirect URI that is registered. */
export const providerId = "azure-ad";

/** Discovery, keys and code redemption, each; openid-client would give up after 3.5 s. */
const requestTimeout = 15_000;

/** The address Microsoft sends people back to; registered in Entra to the letter. */
export function signInRedirectUri({ url }: { url: string }): string {
  return `${url}/api/auth/callback/${providerId}`;
}

/** Where people sign in: the cloud's own origin unless another was configured. */
export function loginOrigin({ cloud, loginOrigin: configured }: GraphConfig): string {
  return configured ?? clouds[cloud].login;
}

/** Entra as next-auth knows it, held to our tenant, with every check on and no call besides those of the protocol. */
export function entraProvider(graph: GraphConfig): OAuthConfig<AzureADProfile> {
  const { tenantId, applicationId, credential } = graph;
  const secret = credential.kind === "secret" ? credential.secret : undefined;
  return AzureADProvider({
    name: "Microsoft",
    clientId: applicationId,
    clientSecret: secret ?? "",
    tenantId,
    // The provider's own address is fixed to the global cloud. `appid` lists the keys of this application too.
    wellKnown: `${loginOrigin(graph)}/${tenantId}/v2.0/.well-known/openid-configuration?appid=${applicationId}`,
    authorization: { params: { scope: "openid profile email" } },
    checks: ["pkce", "state", "nonce"],
    client: {
      // openid-client prefers basic when a document offers it, and then escapes the secret differently from Entra.
      token_endpoint_auth_method: secret === undefined ? "none" : "client_secret_post",
      id_token_signed_response_alg: "RS256",
    },
    httpOptions: { timeout: requestTimeout },
    ...(credential.kind === "secret" ? {} : { token: redemptionWith(graph, { credential }) }),
    // The provider's own profile asks Graph for a photograph at every sign-in and takes the pairwise `sub` for the id.
    profile: (claims) => ({ id: claims.oid, name: claims.name, email: null, image: null }),
  });
}

/** Redeems the code with an assertion instead of a secret; openid-client validates the id token as ever. */
function redemptionWith({ applicationId }: GraphConfig, { credential }: { credential: AssertedCredential }) {
  const request: Exclude<OAuthConfig<AzureADProfile>["token"], string | undefined>["request"] = async ({
    provider,
    params,
    checks,
    client,
  }) => {
    const tokenEndpoint = String(client.issuer.metadata.token_endpoint);
    const exchangeBody = await clientAssertion(credential, { applicationId, tokenEndpoint, now: new Date() });
    return { tokens: await client.callback(provider.callbackUrl, params, checks, { exchangeBody }) };
  };
  return { request };
}
