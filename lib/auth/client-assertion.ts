import { createHash, createPrivateKey, randomUUID, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { SignJWT } from "jose";
import { AppError } from "../errors.ts";

/** Microsoft takes an assertion for ten minutes at most. */
const lifetimeSeconds = 600;

/**
 * The form fields by which a registration with a certificate proves itself at the token endpoint instead of a secret.
 *
 * Signed here because openid-client cannot name the certificate as Entra wants it (`x5t#S256`).
 * Source: Microsoft, "Certificate credentials for application authentication": PS256, SHA-256 thumbprint.
 *
 * @throws AppError `configuration` when the file cannot be read as a PEM with key and certificate.
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
  const { key, thumbprint } = await readCertificate(certificatePath);
  const seconds = Math.floor(now.getTime() / 1000);
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: "PS256", typ: "JWT", "x5t#S256": thumbprint })
    .setIssuer(applicationId)
    .setSubject(applicationId)
    .setAudience(tokenEndpoint)
    .setJti(randomUUID())
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + lifetimeSeconds)
    .sign(key);
  return {
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
  };
}

async function readCertificate(path: string) {
  try {
    const pem = await readFile(path, "utf8");
    const thumbprint = createHash("sha256").update(new X509Certificate(pem).raw).digest("base64url");
    return { key: createPrivateKey(pem), thumbprint };
  } catch {
    // No cause: an error of the PEM reader may quote what it read.
    throw new AppError(
      "configuration",
      "MSGRAPH_CLIENT_CERTIFICATE cannot be read: it must name a PEM file that holds the private key and the certificate.",
    );
  }
}
