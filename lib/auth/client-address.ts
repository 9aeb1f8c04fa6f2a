import { isWithin, plainAddress } from "../config/network.ts";

/** Where the connection came from, set by instrumentation.ts from the socket whatever the request says. */
export const peerHeader = "x-rollcall-peer";

/**
 * The visitor's address: that of the connection or, when a configured proxy made the connection, what the proxies say.
 * `X-Forwarded-For` is read from its end: each proxy adds whom it saw, and only what trusted ones added can be believed.
 *
 * @returns "unknown" where the server did not say, so that all such visitors share one allowance
 */
export function clientAddress(headers: Headers, { trustedProxies }: { trustedProxies: readonly string[] }): string {
  const peer = plainAddress(headers.get(peerHeader) ?? "unknown");
  if (!isWithin(peer, { networks: trustedProxies })) return peer;
  const said = (headers.get("x-forwarded-for") ?? "").split(",").map((address) => plainAddress(address.trim()));
  const visitor = said.reverse().find((address) => address !== "" && !isWithin(address, { networks: trustedProxies }));
  return visitor ?? peer;
}
