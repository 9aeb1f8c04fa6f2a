import { setMaxListeners } from "node:events";
import { Client } from "@microsoft/microsoft-graph-client";
import { type Cloud, type CloudName, clouds } from "../../config/clouds.ts";
import type { GraphConfig } from "../../config/config.ts";
import { createLog, type Log } from "../../log.ts";
import type { ReadItem } from "./collection-bytes.ts";
import { fromGraphError } from "./errors.ts";
import { createLanes } from "./lanes.ts";
import { createLimiter, type Endurance } from "./limiter.ts";
import { cloudAddress, type LinkRules } from "./links.ts";
import { authentication, Call, carrier } from "./middleware.ts";
import type { Cost, Pace, Witness } from "./pace.ts";
import { type RetryPolicy, standardPolicy } from "./patience.ts";
import { type AppToken, createTokenSource, type TokenSource } from "./token.ts";
import { networkTransport, type Transport } from "./transport.ts";
import { createMeter, type Usage } from "./usage.ts";
import { sleep as realSleep, type Sleep, unlessCancelled } from "./waiting.ts";

/** One tenant's Microsoft Graph, seen by one application. One per process: it holds the token and the connections. */
export type Graph = {
  /** As configured: a GUID or a verified domain. */
  tenantId: string;
  applicationId: string;
  cloud: CloudName;
  /** What requests are written for: the cloud's own hosts, with https:// before them. */
  hosts: Cloud;
  /** Where requests really go: the cloud's hosts, or the configured origins. */
  origins: { login: string; graph: string };
  token: TokenSource;
  /** A piece of work with counters of its own, that its signal stops at once. */
  session(options?: SessionOptions): GraphSession;
};

/** A person who waits gives `longestWait` (personWaits in waiting.ts); a run waits as long as Microsoft asks. */
export type SessionOptions = Endurance & { signal?: AbortSignal; onUsage?: (usage: Usage) => void };

export type GetOptions = { headers?: Record<string, string>; item?: ReadItem<unknown> };

export type GraphSession = {
  /** Microsoft's client, on our transport. Prefer `get` and `post`, whose errors are AppErrors. */
  client: Client;
  /** Live counters. */
  usage: Usage;
  token(options?: { fresh?: boolean }): Promise<AppToken>;
  /**
   * The parsed body of a path below the version (`/users?$top=5`, percent-encoded) or of a next or delta link.
   * A `/$count` gives its text. With `item` the items of a collection are what it makes of each one's bytes.
   *
   * @throws AppError `graph-failed`, `consent-missing`, `graph-unreachable`, `graph-throttled`, `run-cancelled`, or those
   * of the token.
   */
  get(pathOrLink: string, options?: GetOptions): Promise<unknown>;
  /** `cost`: what Microsoft counts it for, unless one request of its kind. Throws as `get` does. */
  post(path: string, body: object, options?: { cost?: Cost }): Promise<unknown>;
  /**
   * The same piece of work with the same counters, for many requests side by side: `stop` ends these alone, at most
   * `mostAtOnce` are under way at once, and together they keep to a part of the quota.
   */
  abreast(stop: AbortSignal): GraphSession;
  /** The same piece of work with the same counters, which never asks for these properties of people. */
  leavingOut(properties: readonly string[]): GraphSession;
  /** Properties of people that are not asked for. */
  readonly leftOut: readonly string[];
  /** A link of an answer as it may be stored: on the cloud's own host, whatever origin it was read through. */
  onCloudHost(link: string): string;
  /** For the parts of this folder that send again by themselves (`$batch`). */
  readonly pace: Pace;
  readonly witness: Witness;
  readonly signal: AbortSignal | undefined;
  readonly longestWait: number | undefined;
};

/**
 * `transport`, `sleep` and `policy` are for tests; without a transport, requests go over the network.
 * Nothing is sent before the first request.
 */
export function createGraph({
  config,
  transport,
  log = createLog({ level: "off" }),
  now = () => new Date(),
  sleep = realSleep,
  policy = standardPolicy,
}: {
  config: GraphConfig;
  transport?: Transport;
  log?: Log;
  now?: () => Date;
  sleep?: Sleep;
  policy?: RetryPolicy;
}): Graph {
  const { tenantId, applicationId, cloud, loginOrigin, graphOrigin } = config;
  const limiter = createLimiter({ sleep, now, longestRetryAfter: policy.longestRetryAfter });
  const lanes = createLanes({ sleep, now });
  const pace: Pace = { transport: transport ?? networkTransport(config), policy, sleep, now, log, limiter, lanes };
  const token = createTokenSource(config, { pace });
  const rules: LinkRules = { cloud, graphOrigin };
  return {
    tenantId,
    applicationId,
    cloud,
    hosts: clouds[cloud],
    origins: { login: loginOrigin ?? clouds[cloud].login, graph: graphOrigin ?? clouds[cloud].graph },
    token,
    session: ({ signal, onUsage, longestWait } = {}) =>
      createSession({
        pace,
        rules,
        token,
        signal,
        longestWait,
        meter: createMeter({ onUsage, now }),
        isAbreast: false,
        leftOut: [],
      }),
  };
}

type SessionParts = Endurance & {
  pace: Pace;
  rules: LinkRules;
  token: TokenSource;
  signal: AbortSignal | undefined;
  meter: { usage: Usage; witness: Witness };
  isAbreast: boolean;
  leftOut: readonly string[];
};

function createSession(parts: SessionParts): GraphSession {
  const { pace, rules, token, signal, longestWait, isAbreast } = parts;
  const { usage, witness } = parts.meter;
  // The token is shared by all sessions: one that is cancelled stops waiting for it and leaves it to the others.
  const tokenFor: TokenSource = (options) =>
    pace.limiter.unlessResting(() => unlessCancelled(token(options), signal), { longestWait });
  const client = Client.initWithMiddleware({
    baseUrl: `${clouds[rules.cloud].graph}/`,
    defaultVersion: "v1.0",
    middleware: authentication({
      token: tokenFor,
      next: carrier({ pace, rules, isAbreast, signal, witness, longestWait }),
      onRefused: () => witness.retried?.(),
    }),
  });
  const through = async (call: Call, work: () => Promise<unknown>) => {
    try {
      return await work();
    } catch (error) {
      throw call.failure ?? fromGraphError(error, { requestId: call.requestId });
    }
  };
  const request = (call: Call) => client.api(call.address).middlewareOptions([call]);
  return {
    client,
    usage,
    token: tokenFor,
    onCloudHost: (link) => cloudAddress(link, rules),
    async get(pathOrLink, { headers = {}, item } = {}) {
      const call = new Call(cloudAddress(pathOrLink, rules), { item });
      return await through(call, () => request(call).headers(headers).get());
    },
    async post(path, body, { cost } = {}) {
      const call = new Call(cloudAddress(path, rules), { cost });
      return await through(call, () => request(call).post(body));
    },
    abreast(stop) {
      const either = AbortSignal.any(signal ? [signal, stop] : [stop]);
      // All that are side by side listen to it; Node would take that for a leak.
      setMaxListeners(0, either);
      return createSession({ ...parts, isAbreast: true, signal: either });
    },
    leavingOut: (leftOut) => createSession({ ...parts, leftOut }),
    leftOut: parts.leftOut,
    pace,
    witness,
    signal,
    longestWait,
  };
}
