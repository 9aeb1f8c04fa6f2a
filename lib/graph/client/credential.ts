import type { NodeAuthOptions } from "@azure/msal-node";
import { readClientCertificate } from "../../config/client-certificate.ts";
import type { Credential } from "../../config/config.ts";

type MsalCredential = Pick<NodeAuthOptions, "clientSecret" | "clientCertificate">;

/**
 * The credential in MSAL's form; a certificate is read here, at first use. Given by its SHA-256 thumbprint, MSAL signs
 * with PS256 (the SHA-1 form is deprecated).
 *
 * @throws AppError `configuration` when the certificate file cannot be used.
 */
export async function msalCredential(credential: Credential): Promise<MsalCredential> {
  if (credential.kind === "secret") return { clientSecret: credential.secret };
  const { privateKey, sha256 } = await readClientCertificate(credential.path);
  return {
    clientCertificate: {
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      thumbprintSha256: sha256.toString("hex"),
    },
  };
}
