import { randomUUID } from "node:crypto";
import type { Context, Middleware, MiddlewareOptions } from "@microsoft/microsoft-graph-client";
import { AppError } from "../../errors.ts";
import type { ReadItem } from "./collection-bytes.ts";
import { unanswered } from "./errors.ts";
import type { Answer, RequestPlan } from "./exchange.ts";
import type { Endurance } from "./limiter.ts";
import { cloudAddress, type LinkRules } from "./links.ts";
import { type Cost, type Pace, send, type Witness } from "./pace.ts";
import { unitsOf } from "./resource-units.ts";
import type { AppToken } from "./token.ts";

/**
 * One call through Microsoft's client, seen from its end. It carries the exact address in, because the client takes
 * addresses apart and puts their query together in another order; and it carries out what the client would lose: our
 * own errors and the request id of the header.
 */
export class Call implements MiddlewareOptions {
  failure?: AppError;
  requestId?: string;
  readonly cost: Cost;
  readonly item?: ReadItem<unknown>;
  constructor(
    readonly address: string,
    { cost = { requests: 1, units: unitsOf(address) }, item }: { cost?: Cost; item?: ReadItem<unknown> } = {},
  ) {
    this.cost = cost;
    this.item = item;
  }
}

/** Puts the token on the request; a 401 is asked again once, with another token. */
export function authentication({
  token,
  next,
  onRefused,
}: {
  token: (options?: { rejected?: string }) => Promise<AppToken>;
  next: Middleware;
  onRefused?: () => void;
}): Middleware {
  const execute = async (context: Context) => {
    const { accessToken } = await token();
    await next.execute(withToken(context, accessToken));
    if (context.response?.status !== 401) return;
    // Revoked, or expired during a long Retry-After.
    const another = await token({ rejected: accessToken });
    onRefused?.();
    await next.execute(withToken(context, another.accessToken));
  };
  return {
    async execute(context) {
      try {
        await execute(context);
      } catch (error) {
        const call = callOf(context);
        if (call && error instanceof AppError) call.failure = error;
        throw error;
      }
    },
  };
}

/** The end of the chain: carries the request over the transport, with the one retry layer around it. */
export function carrier({
  pace,
  rules,
  isAbreast,
  signal,
  witness,
  longestWait,
}: Endurance & {
  pace: Pace;
  rules: LinkRules;
  isAbreast?: boolean;
  signal?: AbortSignal;
  witness: Witness;
}): Middleware {
  return {
    async execute(context) {
      const call = callOf(context);
      const asked = typeof context.request === "string" ? context.request : context.request.url;
      const url = cloudAddress(call?.address ?? asked, rules);
      const plan = () => ({ ...planOf(context, url), item: call?.item });
      const outcome = await send(pace, { plan, cost: call?.cost, isAbreast, signal, witness, longestWait });
      if (outcome.state === "failed") {
        throw unanswered(outcome, { host: new URL(rules.graphOrigin ?? url).host });
      }
      if (call) call.requestId = outcome.answer.headers.get("request-id") ?? undefined;
      context.response = responseOf(outcome.answer);
    },
  };
}

function callOf(context: Context): Call | undefined {
  const call: unknown = context.middlewareControl?.getMiddlewareOptions(Call);
  return call instanceof Call ? call : undefined;
}

function withToken(context: Context, accessToken: string): Context {
  const headers = { ...(context.options?.headers as Record<string, string>), Authorization: `Bearer ${accessToken}` };
  context.options = { ...context.options, headers };
  return context;
}

function planOf({ options }: Context, url: string): RequestPlan {
  return {
    url,
    method: options?.method ?? "GET",
    headers: {
      Accept: "application/json",
      ...(options?.headers as Record<string, string>),
      "client-request-id": randomUUID(),
      // A background copy gives way to the tenant's other applications.
      "x-ms-throttle-priority": "Low",
    },
    body: typeof options?.body === "string" ? options.body : undefined,
    expects: new URL(url).pathname.endsWith("/$count") ? "text" : "json",
  };
}

/**
 * The answer for Microsoft's client, which hands out a stream where the content type is not spelled as it expects. A page
 * is parsed once, not a second time by the client.
 */
function responseOf({ status, headers, text, json }: Answer): Response {
  const named = new Headers(headers);
  named.set("content-type", json === undefined ? "text/plain" : "application/json");
  if (json === undefined)
    return new Response(status === 204 || status === 304 ? null : text, { status, headers: named });
  // Without the text: as a body it would be encoded again, a hundred megabytes of it for a large directory.
  return Object.assign(new Response(null, { status, headers: named }), { json: async () => json });
}
