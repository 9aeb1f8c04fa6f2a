import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Page and delta tokens: signed, so that a client that builds its own is noticed, and bearing the whole query, so that
 * nothing but the token decides what the next page holds. The length of the signature in bytes:
 */
const signed = 12;

export function sealToken(key: Buffer, state: unknown): string {
  const text = Buffer.from(JSON.stringify(state));
  return Buffer.concat([signature(key, text), text]).toString("base64url");
}

/** What was sealed; undefined when this tenant did not seal it. */
export function openToken(key: Buffer, token: string): unknown {
  const bytes = Buffer.from(token, "base64url");
  const text = bytes.subarray(signed);
  if (text.length === 0 || !timingSafeEqual(bytes.subarray(0, signed), signature(key, text))) return undefined;
  return JSON.parse(text.toString());
}

function signature(key: Buffer, text: Buffer): Buffer {
  return createHmac("sha256", key).update(text).digest().subarray(0, signed);
}
