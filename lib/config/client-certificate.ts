import { createHash, createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { AppError } from "../errors.ts";

/** The certificate by which the application proves itself, as Entra knows it: by the SHA-256 of its DER form. */
export type ClientCertificate = {
  privateKey: KeyObject;
  sha256: Buffer /** When Entra stops taking it. */;
  expiresOn: Date;
};

/**
 * Reads MSGRAPH_CLIENT_CERTIFICATE: one PEM file with the private key, and the certificate that belongs to it.
 *
 * @throws AppError `configuration` when the PEM file cannot be read, lacks a part, or its parts do not belong together.
 */
export async function readClientCertificate(path: string): Promise<ClientCertificate> {
  const pem = await readFile(path, "utf8").catch((error: unknown) => {
    throw unusable(`${path} cannot be read`, error);
  });
  const privateKey = keyIn(pem, path);
  const certificate = certificatesIn(pem, path).find((candidate) => candidate.checkPrivateKey(privateKey));
  if (!certificate) throw unusable(`the certificate in ${path} does not belong to the private key in it`);
  return {
    privateKey,
    sha256: createHash("sha256").update(certificate.raw).digest(),
    expiresOn: new Date(certificate.validTo),
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
