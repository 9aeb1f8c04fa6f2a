import { createHash } from "node:crypto";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from "jose";

export type SigningKey = { privateKey: CryptoKey; publicKey: CryptoKey; kid: string; jwk: JWK };

let made: Promise<SigningKey> | undefined;

/** The RS256 key of this process, made on first use: every tenant in it signs with the same one, as Entra's tenants do. */
export function signingKey(): Promise<SigningKey> {
  made ??= make();
  return made;
}

async function make(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const { kty, n, e } = await exportJWK(publicKey);
  const kid = createHash("sha1").update(String(n)).digest("base64url");
  return { privateKey, publicKey, kid, jwk: { kty, use: "sig", kid, x5t: kid, n, e, alg: "RS256" } as JWK };
}
