import { ConfidentialClientApplication, type INetworkModule, type NetworkResponse } from "@azure/msal-node";
import { clouds } from "../../config/clouds.ts";
import type { GraphConfig } from "../../config/config.ts";
import { AppError } from "../../errors.ts";
import { msalCredential } from "./credential.ts";
import { refusalSentence, unanswered } from "./errors.ts";
import { type Pace, send } from "./pace.ts";
import { fromTokenError } from "./token-errors.ts";

/** A token of the application itself. The claims are for diagnostics: Graph's tokens have no contractual format. */
export type AppToken = {
  accessToken: string;
  expiresOn: Date;
  /** Application permissions granted; undefined when the token cannot be decoded. */
  roles: string[] | undefined;
  tenantId?: string;
  /** Object id of the service principal; absent until the tenant has one. */
  servicePrincipalId?: string;
};

export type TokenOptions = {
  /** Asks Entra whatever is in store: a stored token keeps the permissions of its hour. */
  fresh?: boolean;
  /** An access token that Graph refused: another one is fetched, once for all who had it. */
  rejected?: string;
};

/** @throws AppError `credentials-refused`, `tenant-unknown`, `consent-missing`, `graph-unreachable`, `graph-failed`, `configuration`. */
export type TokenSource = (options?: TokenOptions) => Promise<AppToken>;

/** MSAL wraps what its network client throws and loses it; `failure` keeps it. */
type Application = { client: ConfidentialClientApplication; failure?: AppError };

const spare = 60_000;

/**
 * The application's tokens: one fetch at a time whoever asks, and the last good one until a minute before it expires.
 */
export function createTokenSource(config: GraphConfig, { pace }: { pace: Pace }): TokenSource {
  const scope = `${clouds[config.cloud].graph}/.default`;
  let application: Promise<Application> | undefined;
  let current: AppToken | undefined;
  let underWay: Promise<AppToken> | undefined;

  const acquire = async (): Promise<AppToken> => {
    application ??= createApplication(config, { pace });
    // Whatever fails, the next attempt starts with a new application: MSAL remembers a failed answer for a minute and
    // until then throws without asking.
    const attempted = await application.catch((error: unknown) => {
      application = undefined;
      throw error;
    });
    try {
      const result = await attempted.client.acquireTokenByClientCredential({ scopes: [scope], skipCache: true });
      // MSAL resolves with an empty token for a 200 that holds none.
      if (!result?.accessToken || !result.expiresOn) {
        throw new AppError("graph-failed", "Microsoft Entra answered without a token.");
      }
      current = { accessToken: result.accessToken, expiresOn: result.expiresOn, ...claimsOf(result.accessToken) };
      return current;
    } catch (error) {
      application = undefined;
      throw attempted.failure ?? fromTokenError(error, { credential: config.credential });
    }
  };

  return async ({ fresh = false, rejected } = {}) => {
    if (fresh) {
      // One that is under way may have been asked for before the consent this caller wants to see.
      await underWay?.catch(() => {});
      application = undefined;
    } else {
      const usable = current && current.expiresOn.getTime() - spare > pace.now().getTime();
      if (current && usable && current.accessToken !== rejected) return current;
    }
    underWay ??= acquire().finally(() => {
      underWay = undefined;
    });
    return await underWay;
  };
}

async function createApplication(config: GraphConfig, { pace }: { pace: Pace }): Promise<Application> {
  const { login } = clouds[config.cloud];
  const credential = await msalCredential(config.credential);
  const created: { failure?: AppError } = {};
  const network = networkModule(config, { pace, failed: (failure) => (created.failure = failure) });
  const client = new ConfidentialClientApplication({
    auth: { clientId: config.applicationId, authority: `${login}/${config.tenantId}`, ...credential },
    // Retries are ours, once, for both of Microsoft's libraries.
    system: { networkClient: network, disableInternalRetries: true },
  });
  return Object.assign(created, { client });
}

function networkModule(
  config: GraphConfig,
  { pace, failed }: { pace: Pace; failed: (failure: AppError) => void },
): INetworkModule {
  const exchangeWith = async <T>(
    method: string,
    { url, headers = {}, body }: { url: string; headers?: Record<string, string>; body?: string },
  ): Promise<NetworkResponse<T>> => {
    const host = new URL(config.loginOrigin ?? url).host;
    const outcome = await send(pace, { plan: () => ({ url, method, headers, body, expects: "json" }) });
    if (outcome.state === "failed") throw unanswered(outcome, { host });
    const { status, headers: answered, json } = outcome.answer;
    if (json === undefined) throw new AppError("graph-failed", refusalSentence({ status }), { status });
    return { status, headers: Object.fromEntries(answered), body: json as T };
  };
  const recorded = async <T>(work: Promise<NetworkResponse<T>>) => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof AppError) failed(error);
      throw error;
    }
  };
  return {
    sendGetRequestAsync: (url, options) => recorded(exchangeWith("GET", { url, headers: options?.headers })),
    sendPostRequestAsync: (url, options) =>
      recorded(exchangeWith("POST", { url, headers: options?.headers, body: options?.body })),
  };
}

/** Decoded, never verified: it is not ours to verify, and nothing is allowed on the strength of it. */
function claimsOf(accessToken: string): Pick<AppToken, "roles" | "tenantId" | "servicePrincipalId"> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(accessToken.split(".")[1] ?? "", "base64url").toString());
    if (typeof claims !== "object" || claims === null) return { roles: undefined };
    const { roles, tid, oid } = claims as Record<string, unknown>;
    return {
      roles: Array.isArray(roles) ? roles.filter((role) => typeof role === "string") : [],
      tenantId: typeof tid === "string" ? tid : undefined,
      servicePrincipalId: typeof oid === "string" ? oid : undefined,
    };
  } catch {
    return { roles: undefined };
  }
}
