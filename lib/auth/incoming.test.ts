import { createServer, type IncomingHttpHeaders, request } from "node:http";
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
  const seen: { method?: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer(({ method, headers }, response) => {
    seen.push({ method, headers });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  for (const method of ["GET", "TRACE"]) {
    await new Promise((resolve, reject) => {
      const sent = request({ host: "127.0.0.1", port, method, headers: claimed }, (answer) => {
        answer.resume().on("end", resolve);
      });
      sent.on("error", reject).end();
    });
  }
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  for (const { headers } of seen) {
    expect(headers).toMatchObject({ "user-agent": "a browser", "x-rollcall-peer": "127.0.0.1" });
    expect(Object.keys(headers).filter((name) => /forwarded|middleware|csrf/.test(name))).toEqual([]);
  }
  // The framework fails on TRACE; this one the front door refuses.
  expect(seen.map(({ method }) => method)).toEqual(["GET", "PROPFIND"]);
});
