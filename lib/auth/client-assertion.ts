import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { readClientCertificate } from "../config/client-certificate.ts";

/** Microsoft takes an assertion for ten minutes at most. */
const lifetimeSeconds = 600;

/**
 * The form fields by which a registration with a certificate proves itself at the token endpoint instead of a secret.
 *
 * Signed here because openid-client cannot name the certificate as Entra wants it (`x5t#S256`).
 * Source: Microsoft, "Certificate credentials for application authentication": PS256, SHA-256 thumbprint.
 *
 * @throws AppError `configuration` when the certificate file cannot be used.
 */
export async function clientAssertion({
  certificatePath,
  applicationId,
  tokenEndpoint,
  now,
}: {
  certificatePath: string;
  applicationId: string;
  tokenEndpoint: string;
  now: Date;
}): Promise<{ client_assertion_type: string; client_assertion: string }> {
  const { privateKey, sha256 } = await readClientCertificate(certificatePath);
  const seconds = Math.floor(now.getTime() / 1000);
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: "PS256", typ: "JWT", "x5t#S256": sha256.toString("base64url") })
    .setIssuer(applicationId)
    .setSubject(applicationId)
    .setAudience(tokenEndpoint)
    .setJti(randomUUID())
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + lifetimeSeconds)
    .sign(privateKey);
  return {
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
  };
}
