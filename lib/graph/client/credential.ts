import type { NodeAuthOptions } from "@azure/msal-node";
import { readClientCertificate } from "../../config/client-certificate.ts";
import type { Credential } from "../../config/config.ts";
import { readFederatedToken } from "../../config/federated-token.ts";

type MsalCredential = Pick<NodeAuthOptions, "clientSecret" | "clientCertificate" | "clientAssertion">;

/**
 * The credential in MSAL's form; a certificate is read here, at first use. Given by its SHA-256 thumbprint, MSAL signs
 * with PS256 (the SHA-1 form is deprecated). A federated token is read by MSAL's call for each token request, since the
 * platform renews it.
 *
 * @throws AppError `configuration` when the certificate file cannot be used.
 */
export async function msalCredential(credential: Credential): Promise<MsalCredential> {
  if (credential.kind === "secret") return { clientSecret: credential.secret };
  if (credential.kind === "federated token") {
    return { clientAssertion: () => readFederatedToken(credential.path) };
  }
  const { privateKey, sha256 } = await readClientCertificate(credential.path);
  return {
    clientCertificate: {
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      thumbprintSha256: sha256.toString("hex"),
    },
  };
}
