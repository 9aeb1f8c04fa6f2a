import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Tenant } from "./tenant.ts";
import { ConnectionLost } from "./transport-faults.ts";

export type ServeOptions = { port?: number; host?: string; tls?: { key: string; cert: string } };

/** The tenant over real HTTP, for browsers and other processes. Port 0, the default, takes a free one. */
export async function serveTenant(
  tenant: Tenant,
  options: ServeOptions = {},
): Promise<{ origin: string; close(): Promise<void> }> {
  const { port = 0, host = "127.0.0.1", tls } = options;
  const listener: RequestListener = (incoming, outgoing) => {
    void answer(tenant, { incoming, outgoing, scheme: tls ? "https" : "http" });
  };
  const server = tls ? createHttpsServer(tls, listener) : createHttpServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    origin: `${tls ? "https" : "http"}://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Idle keep-alive connections would hold the server open for seconds.
        server.closeAllConnections();
      }),
  };
}

type Exchange = { incoming: IncomingMessage; outgoing: ServerResponse; scheme: "http" | "https" };

async function answer(tenant: Tenant, { incoming, outgoing, scheme }: Exchange): Promise<void> {
  const left = new AbortController();
  outgoing.once("close", () => left.abort());
  try {
    if (incoming.url?.startsWith("/_tenant/") && !isLoopback(incoming.socket.remoteAddress)) {
      outgoing.writeHead(403, { "content-type": "text/plain" }).end("The control address answers on loopback only.");
      return;
    }
    const response = await tenant.fetch(toRequest(incoming, { scheme, signal: left.signal }));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body)
      await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
    else outgoing.end();
  } catch (error) {
    if (error instanceof ConnectionLost || outgoing.headersSent || left.signal.aborted) incoming.socket.destroy();
    else {
      process.stderr.write(
        `tenant: ${incoming.method} ${incoming.url}: ${error instanceof Error ? error.stack : String(error)}\n`,
      );
      outgoing.writeHead(500, { "content-type": "text/plain" }).end("The demo tenant failed; see its standard error.");
    }
  }
}

/** The Host header says what the caller likes; the socket says where the call comes from. */
function isLoopback(address: string | undefined): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address ?? "");
}

function toRequest(incoming: IncomingMessage, { scheme, signal }: { scheme: string; signal: AbortSignal }): Request {
  const url = new URL(incoming.url ?? "/", `${scheme}://${incoming.headers.host ?? "127.0.0.1"}`);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  const method = incoming.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  const body = hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" } : {};
  return new Request(url, { method, headers, signal, ...body });
}
