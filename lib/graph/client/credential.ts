import { createHash, createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { NodeAuthOptions } from "@azure/msal-node";
import type { Credential } from "../../config/config.ts";
import { AppError } from "../../errors.ts";

type MsalCredential = Pick<NodeAuthOptions, "clientSecret" | "clientCertificate">;

/**
 * The credential in MSAL's form; a certificate is read here, at first use. Given by its SHA-256 thumbprint, MSAL signs
 * with PS256 (the SHA-1 form is deprecated).
 *
 * @throws AppError `configuration` when the PEM file cannot be read, lacks a part, or its parts do not belong together.
 */
export async function msalCredential(credential: Credential): Promise<MsalCredential> {
  if (credential.kind === "secret") return { clientSecret: credential.secret };
  const { path } = credential;
  const pem = await readFile(path, "utf8").catch((error: unknown) => {
    throw unusable(`${path} cannot be read`, error);
  });
  const privateKey = keyIn(pem, path);
  const certificate = certificatesIn(pem, path).find((candidate) => candidate.checkPrivateKey(privateKey));
  if (!certificate) throw unusable(`the certificate in ${path} does not belong to the private key in it`);
  return {
    clientCertificate: {
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      thumbprintSha256: createHash("sha256").update(certificate.raw).digest("hex"),
    },
  };
}

function keyIn(pem: string, path: string): KeyObject {
  const block = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]*?-----END \1PRIVATE KEY-----/.exec(pem);
  if (!block) throw unusable(`${path} holds no private key`);
  try {
    return createPrivateKey(block[0]);
  } catch {
    // The cause would be OpenSSL's, and may quote the key.
    throw unusable(`the private key in ${path} cannot be used (it must be PEM without a passphrase)`);
  }
}

function certificatesIn(pem: string, path: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g);
  if (!blocks) throw unusable(`${path} holds no certificate beside the private key`);
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch (error) {
    throw unusable(`the certificate in ${path} cannot be read`, error);
  }
}

function unusable(what: string, cause?: unknown): AppError {
  return new AppError("configuration", `MSGRAPH_CLIENT_CERTIFICATE: ${what}.`, { cause });
}
