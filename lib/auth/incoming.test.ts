import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { cleanHeaders, guardIncoming } from "./incoming.ts";

const claimed = {
  "x-forwarded-for": "198.51.100.1",
  "x-forwarded-host": "evil.example",
  "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
  "x-rollcall-peer": "198.51.100.1",
  "x-csrf-token": "mine",
  "x-rollcall-asked-for": "data",
  "user-agent": "a browser",
};

function cleaned(remoteAddress: string, trustedProxies: string[] = []): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = { ...claimed };
  cleanHeaders({ headers, socket: { remoteAddress } as never }, { trustedProxies });
  return headers;
}

test("what a visitor says of proxies and of the framework's inside is taken away, and the connection is written down", () => {
  expect(cleaned("203.0.113.9")).toEqual({ "user-agent": "a browser", "x-rollcall-peer": "203.0.113.9" });
});

test("a configured proxy is believed about the visitor, and about nothing inside", () => {
  expect(cleaned("::ffff:10.0.0.7", ["10.0.0.0/8"])).toEqual({
    "user-agent": "a browser",
    "x-rollcall-peer": "10.0.0.7",
    "x-forwarded-for": "198.51.100.1",
    "x-forwarded-host": "evil.example",
  });
});

test("what the framework's script asks for is written down, because the proxy cannot see it", () => {
  const asked = (headers: IncomingHttpHeaders) => {
    cleanHeaders({ headers, socket: { remoteAddress: "203.0.113.9" } as never }, { trustedProxies: [] });
    return headers["x-rollcall-asked-for"];
  };
  expect(asked({ rsc: "1", "x-rollcall-asked-for": "prefetch" })).toBe("data");
  expect(asked({ rsc: "1", "next-router-prefetch": "1" })).toBe("prefetch");
  expect(asked({ "x-rollcall-asked-for": "data" })).toBeUndefined();
});

test("a server of this process sees requests only after that", async () => {
  guardIncoming({ trustedProxies: [] });
  let seen: IncomingHttpHeaders = {};
  const server = createServer((request, response) => {
    seen = request.headers;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { headers: claimed });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(seen).toMatchObject({ "user-agent": "a browser", "x-rollcall-peer": "127.0.0.1" });
  expect(Object.keys(seen).filter((name) => /forwarded|middleware|csrf/.test(name))).toEqual([]);
});
