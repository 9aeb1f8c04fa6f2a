import { createHash, timingSafeEqual, X509Certificate } from "node:crypto";
import { decodeProtectedHeader, jwtVerify } from "jose";
import type { TenantState } from "../tenant-state.ts";
import { type EntraError, missingParameter, unknownApplication } from "./errors.ts";
import { federatedProblem, isFederated } from "./federated-credential.ts";

export type ClientCheck = { ok: true } | { ok: false; problem: EntraError };

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/**
 * Proves that a token request comes from the app: by secret in the body or in the header, by an assertion its
 * certificate signed, or by the token of a platform that vouches for it.
 */
export async function checkClient(
  tenant: TenantState,
  { form, headers }: { form: URLSearchParams; headers: Headers },
): Promise<ClientCheck> {
  const basic = basicCredentials(headers.get("authorization"));
  const clientId = form.get("client_id") ?? basic?.id;
  if (!clientId) return refuse(missingParameter("client_id"));
  if (clientId.toLowerCase() !== tenant.clientId) return refuse(unknownApplication(clientId, tenant.displayName));
  const assertion = form.get("client_assertion");
  if (assertion !== null) return checkAssertion(tenant, { assertion, type: form.get("client_assertion_type") });
  const secret = form.get("client_secret") ?? basic?.secret;
  if (secret === null || secret === undefined || secret === "") {
    return refuse({
      status: 401,
      error: "invalid_client",
      code: 7000218,
      message: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    });
  }
  if (same(secret, tenant.clientSecret)) return { ok: true };
  return refuse({
    status: 401,
    error: "invalid_client",
    code: 7000215,
    message: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${tenant.clientId}'.`,
  });
}

/** PS256 or RS256 over the registered certificate, named by its thumbprint, issued by and for the app itself. */
async function checkAssertion(
  tenant: TenantState,
  { assertion, type }: { assertion: string; type: string | null },
): Promise<ClientCheck> {
  if (type !== assertionType) return refuse(invalidAssertion(50027, "JWT token is invalid or malformed."));
  if (tenant.federatedCredential && isFederated(assertion, tenant)) {
    const problem = await federatedProblem(tenant, assertion);
    return problem ? refuse(problem) : { ok: true };
  }
  if (!tenant.certificate) {
    return refuse(
      invalidAssertion(
        700027,
        "The certificate with identifier used to sign the client assertion is not registered on application.",
      ),
    );
  }
  try {
    const certificate = new X509Certificate(tenant.certificate);
    const header = decodeProtectedHeader(assertion) as { "x5t#S256"?: string; x5t?: string };
    const thumbprint = (algorithm: string) => createHash(algorithm).update(certificate.raw).digest("base64url");
    if (header["x5t#S256"] !== thumbprint("sha256") && header.x5t !== thumbprint("sha1")) {
      return refuse(
        invalidAssertion(
          700027,
          "The certificate with identifier used to sign the client assertion is not registered on application.",
        ),
      );
    }
    const { payload } = await jwtVerify(assertion, certificate.publicKey, {
      algorithms: ["PS256", "RS256"],
      issuer: tenant.clientId,
      subject: tenant.clientId,
      currentDate: tenant.now(),
      clockTolerance: 300,
    });
    const audience = [payload.aud]
      .flat()
      .some((one) => /^https?:\/\/[^/]+\/[^/]+\/(oauth2\/v2\.0\/token|v2\.0)$/.test(one ?? ""));
    return audience ? { ok: true } : refuse(invalidAssertion(50013, "Assertion failed audience validation."));
  } catch {
    return refuse(invalidAssertion(700027, "Client assertion failed signature validation."));
  }
}

const invalidAssertion = (code: number, message: string): EntraError => ({
  status: 401,
  error: "invalid_client",
  code,
  message,
});

function refuse(problem: EntraError): ClientCheck {
  return { ok: false, problem };
}

function basicCredentials(authorization: string | null): { id: string; secret: string } | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization ?? "")?.[1];
  if (!encoded) return undefined;
  const [id = "", secret = ""] = Buffer.from(encoded, "base64").toString().split(":", 2).map(formDecoded);
  return { id, secret };
}

/** RFC 6749 encodes both halves as form values before they are joined. */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
