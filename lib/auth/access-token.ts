import { createHash, randomBytes } from "node:crypto";

/** Recognised by scanners for leaked secrets, and by whoever finds one in a script. */
const prefix = "rollcall_";
const form = /^Bearer (rollcall_[A-Za-z0-9_-]{43})$/i;

/** A new token of 256 random bits, which is shown once, and what is kept of it. */
export function makeAccessToken(): { token: string; digest: string; ending: string } {
  const token = prefix + randomBytes(32).toString("base64url");
  return { token, digest: digestOfToken(token), ending: token.slice(-4) };
}

/** SHA-256 and no slow hash: nobody can try out 256 random bits, and the digest is asked for at every call. */
export function digestOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The token of an `Authorization` header; undefined for everything that has not its form. */
export function bearerOf(authorization: string | null): string | undefined {
  return form.exec(authorization ?? "")?.[1];
}
