import { Agent, fetch as undiciFetch } from "undici";
import { type CloudName, clouds } from "../../config/clouds.ts";
import { AppError } from "../../errors.ts";
import { mostAtOnce } from "./in-parallel.ts";

/** Carries one HTTP request to Microsoft, or to whatever stands in for it. Retries, time limits and tokens are not its business. */
export type Transport = (request: Request) => Promise<Response>;

/**
 * The transport over the network, on a pool of kept-alive connections. Requests are always written for the cloud's own
 * hosts; where another origin is configured (a proxy, the demo tenant) they are sent there instead.
 *
 * @throws AppError `graph-failed` for a request to any other host: what is carried here holds a token or a secret.
 */
export function networkTransport({
  cloud,
  graphOrigin,
  loginOrigin,
}: {
  cloud: CloudName;
  graphOrigin?: string;
  loginOrigin?: string;
}): Transport {
  const hosts = clouds[cloud];
  const origins = new Map<string, string>([
    [hosts.login, loginOrigin ?? hosts.login],
    [hosts.graph, graphOrigin ?? hosts.graph],
  ]);
  // One for each lane, and some for whoever asks beside them: a request that waited here would use up its own time limit.
  const dispatcher = new Agent({ connections: mostAtOnce + 8, keepAliveTimeout: 30_000 });
  return async (request) => {
    const url = new URL(request.url);
    const origin = origins.get(url.origin);
    if (!origin)
      throw new AppError("graph-failed", `A request to ${url.host} was refused: it is not Microsoft's host.`);
    const hasBody = request.method !== "GET" && request.method !== "HEAD";
    // undici's own fetch: Next replaces the global one by a caching one, and this agent belongs to this undici.
    const response = await undiciFetch(`${origin}${url.pathname}${url.search}`, {
      method: request.method,
      headers: [...request.headers],
      body: hasBody ? await request.text() : undefined,
      // A redirect would carry the token to a host nobody checked.
      redirect: "manual",
      signal: request.signal,
      dispatcher,
    });
    return response as unknown as Response;
  };
}
