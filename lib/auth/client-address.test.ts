import { expect, test } from "vitest";
import { clientAddress, peerHeader } from "./client-address.ts";

const addressOf = (peer: string, forwarded?: string, trustedProxies: string[] = []) =>
  clientAddress(
    new Headers({ [peerHeader]: peer, ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }) }),
    { trustedProxies },
  );

test("without a configured proxy the connection counts, whatever the request says", () => {
  expect(addressOf("::ffff:203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
});

test("of what a configured proxy says the last address counts that is no proxy's own", () => {
  const proxies = ["10.0.0.0/8", "::1"];
  expect(addressOf("10.0.0.7", "198.51.100.1", proxies)).toBe("198.51.100.1");
  expect(addressOf("::1", "forged, 1.2.3.4, 198.51.100.1, 10.9.9.9", proxies)).toBe("198.51.100.1");
  expect(addressOf("10.0.0.7", "", proxies)).toBe("10.0.0.7");
  expect(addressOf("203.0.113.9", "198.51.100.1", proxies)).toBe("203.0.113.9");
});
