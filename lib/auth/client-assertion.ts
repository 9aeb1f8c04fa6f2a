import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { readClientCertificate } from "../config/client-certificate.ts";
import type { Credential } from "../config/config.ts";
import { readFederatedToken } from "../config/federated-token.ts";

/** A credential that is no secret: the registration proves itself by an assertion. */
export type AssertedCredential = Exclude<Credential, { kind: "secret" }>;

/** Microsoft takes an assertion for ten minutes at most. */
const lifetimeSeconds = 600;

/**
 * The form fields by which a registration without a secret proves itself at the token endpoint: an assertion signed with
 * its certificate, or the token its platform gave it. Both are read from their files at each sign-in.
 *
 * @throws AppError `configuration` when the file cannot be used.
 */
export async function clientAssertion(
  credential: AssertedCredential,
  { applicationId, tokenEndpoint, now }: { applicationId: string; tokenEndpoint: string; now: Date },
): Promise<{ client_assertion_type: string; client_assertion: string }> {
  return {
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion:
      credential.kind === "certificate"
        ? await signedAssertion({ certificatePath: credential.path, applicationId, tokenEndpoint, now })
        : await readFederatedToken(credential.path),
  };
}

/**
 * Signed here because openid-client cannot name the certificate as Entra wants it (`x5t#S256`).
 * Source: Microsoft, "Certificate credentials for application authentication": PS256, SHA-256 thumbprint.
 */
async function signedAssertion({
  certificatePath,
  applicationId,
  tokenEndpoint,
  now,
}: {
  certificatePath: string;
  applicationId: string;
  tokenEndpoint: string;
  now: Date;
}): Promise<string> {
  const { privateKey, sha256 } = await readClientCertificate(certificatePath);
  const seconds = Math.floor(now.getTime() / 1000);
  return await new SignJWT({})
    .setProtectedHeader({ alg: "PS256", typ: "JWT", "x5t#S256": sha256.toString("base64url") })
    .setIssuer(applicationId)
    .setSubject(applicationId)
    .setAudience(tokenEndpoint)
    .setJti(randomUUID())
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + lifetimeSeconds)
    .sign(privateKey);
}
