import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isWithin, plainAddress } from "../config/network.ts";
import { askedFor, askedForHeader } from "./asked-for.ts";
import { peerHeader } from "./client-address.ts";

const ofProxies = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "forwarded"];
/** Next's own, from inside to inside: a request from outside has no business with them. */
const ofNext = ["x-middleware-subrequest", "x-middleware-subrequest-id", "x-nonce", "x-csrf-token", "x-asked-path"];

/** Takes the place of a method that the framework cannot make a request of; the front door answers it with 405. */
const refusedMethod = "PROPFIND";

/**
 * Sees every request before the web framework does: writes down where its connection came from, and takes away what only
 * a configured proxy may say. The framework would believe `X-Forwarded-Host` of anybody, and a handler cannot see the
 * connection any more, nor the proxy what the framework's own script asks for. On `TRACE` the framework fails with 500,
 * because no `Request` may have that method (https://fetch.spec.whatwg.org/#forbidden-method).
 */
export function guardIncoming({ trustedProxies }: { trustedProxies: readonly string[] }): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    cleanHeaders(request, { trustedProxies });
    if (request.method === "TRACE") request.method = refusedMethod;
  });
}

/** What `guardIncoming` does to one request. */
export function cleanHeaders(
  { headers, socket }: Pick<IncomingMessage, "headers" | "socket">,
  { trustedProxies }: { trustedProxies: readonly string[] },
): void {
  const peer = plainAddress(socket.remoteAddress ?? "unknown");
  for (const name of ofNext) delete headers[name];
  if (!isWithin(peer, { networks: trustedProxies })) for (const name of ofProxies) delete headers[name];
  headers[peerHeader] = peer;
  delete headers[askedForHeader];
  const asked = askedFor(headers);
  if (asked) headers[askedForHeader] = asked;
}
