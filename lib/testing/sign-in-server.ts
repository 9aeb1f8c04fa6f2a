import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import { authOptions } from "../auth/auth-options.ts";
import type { DoorConfig } from "../auth/door-config.ts";
import type { Witnesses } from "../auth/entrance.ts";
import { renewedSession } from "../auth/renewal.ts";
import { collectRefusal, type SignInRefusal } from "../auth/sign-in-refusal.ts";
import { type Environment, readEnvironment } from "../config/environment.ts";
import { createLog } from "../log.ts";
import { serveTenant } from "../tenant/serve.ts";
import { createTenant, type Tenant, type TenantOptions } from "../tenant/tenant.ts";

export type SignInServer = {
  config: DoorConfig;
  tenant: Tenant;
  /** Why sign-ins were refused, in order. */
  refusals: SignInRefusal[];
  /** Stops the tenant while the app goes on. */
  stopTenant(): Promise<void>;
  close(): Promise<void>;
};

/**
 * The product's sign-in on a real port, with the demo tenant on another: next-auth with our options, without Next around
 * it. `between` sees every request to the tenant and may answer in its place.
 */
export async function signInServer({
  tenant: options = {},
  environment = {},
  between = (tenant, request) => tenant.fetch(request),
  now = () => new Date(),
  witnesses = {},
}: {
  tenant?: TenantOptions;
  environment?: Environment | ((tenant: Tenant) => Environment);
  between?: (tenant: Tenant, request: Request) => Promise<Response>;
  now?: () => Date;
  /** What is not given knows nothing of anybody. */
  witnesses?: Partial<Witnesses>;
} = {}): Promise<SignInServer> {
  const refusals: SignInRefusal[] = [];
  let answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tenant = createTenant({ people: 12, redirectUris: [`${url}/api/auth/callback/azure-ad`], ...options });
  const entra = await serveTenant({ ...tenant, fetch: (request) => between(tenant, request) });
  const config = doorConfig({
    MSGRAPH_TENANT_ID: tenant.tenantId,
    MSGRAPH_APPLICATION_ID: tenant.clientId,
    MSGRAPH_CLIENT_SECRET: tenant.clientSecret,
    MSGRAPH_LOGIN_ORIGIN: entra.origin,
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: "a secret that only tests know, long enough for them",
    ...(typeof environment === "function" ? environment(tenant) : environment),
  });
  answer = async (request, response) => {
    process.env.NEXTAUTH_URL = url;
    const told: Witnesses = {
      known: async () => ({}),
      isInGroup: async () => false,
      entered: async () => {},
      ...witnesses,
    };
    const renews = await renewedSession(request.headers.cookie ?? null, config.web);
    const options = authOptions({ config, log: createLog({ level: "off" }), now, witnesses: told, renews });
    const asked = await nextRequest(request);
    const { refusal } = await collectRefusal(() => NextAuth(asked, nextResponse(response), options));
    if (refusal) refusals.push(refusal);
  };
  return {
    config,
    tenant,
    refusals,
    stopTenant: () => entra.close(),
    async close() {
      await entra.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function doorConfig(environment: Environment): DoorConfig {
  const config = readEnvironment(environment, { needs: ["graph", "web"] });
  if (!config.web || !config.graph) throw new Error("the test's environment is not complete");
  return { ...config, web: config.web, graph: config.graph };
}

/** What Next would make of a request to /api/auth/[...nextauth]. */
async function nextRequest(request: IncomingMessage): Promise<NextApiRequest> {
  const url = new URL(request.url ?? "/", "http://here");
  let text = "";
  for await (const part of request) text += part;
  const cookies = (request.headers.cookie ?? "").split("; ").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return [name, decodeURIComponent(value.join("="))];
  });
  return Object.assign(request, {
    query: { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split("/").slice(3) },
    cookies: Object.fromEntries(cookies),
    body: Object.fromEntries(new URLSearchParams(text)),
    env: {},
  }) as NextApiRequest;
}

function nextResponse(response: ServerResponse): NextApiResponse {
  const extended = Object.assign(response, {
    status(code: number) {
      response.statusCode = code;
      return extended;
    },
    json: (body: unknown) => response.setHeader("content-type", "application/json").end(JSON.stringify(body)),
    send: (body: unknown) => {
      response.end(typeof body === "string" ? body : JSON.stringify(body ?? ""));
    },
  });
  return extended as unknown as NextApiResponse;
}
