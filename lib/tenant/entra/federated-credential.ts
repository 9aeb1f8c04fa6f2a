import { createPublicKey } from "node:crypto";
import { decodeJwt, errors, type JWTPayload, jwtVerify } from "jose";
import type { TenantState } from "../tenant-state.ts";
import type { EntraError } from "./errors.ts";

/** The one audience Entra takes. Source: Microsoft, "Workload identity federation". */
const audience = "api://AzureADTokenExchange";

/** Whether an assertion was issued by somebody else than the app itself, as only a federated token is. */
export function isFederated(assertion: string, { clientId }: TenantState): boolean {
  return claimsIn(assertion)?.iss?.toLowerCase() !== clientId;
}

/** Entra compares issuer, subject and audience to the letter, and then the signature; undefined when all hold. */
export async function federatedProblem(tenant: TenantState, assertion: string): Promise<EntraError | undefined> {
  const claims = claimsIn(assertion);
  const registered = tenant.federatedCredential;
  if (!claims) return refused(50027, "JWT token is invalid or malformed.");
  if (!registered || claims.iss !== registered.issuer) return unmatched(700211, "issuer", claims.iss);
  if (claims.sub !== registered.subject) return unmatched(700213, "subject", claims.sub);
  if (![claims.aud].flat().includes(audience)) return unmatched(700212, "audience", String(claims.aud));
  try {
    await jwtVerify(assertion, createPublicKey(registered.publicKey), {
      algorithms: ["RS256"],
      currentDate: tenant.now(),
      clockTolerance: 300,
      requiredClaims: ["exp"],
    });
    return undefined;
  } catch (error) {
    if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed) {
      return refused(700024, "Client assertion is not within its valid time range.");
    }
    return refused(50013, "Assertion failed signature validation.");
  }
}

function claimsIn(assertion: string): JWTPayload | undefined {
  try {
    return decodeJwt(assertion);
  } catch {
    return undefined;
  }
}

function unmatched(code: number, what: string, value: string | undefined): EntraError {
  return refused(
    code,
    `No matching federated identity record found for presented assertion ${what} '${value ?? ""}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
  );
}

function refused(code: number, message: string): EntraError {
  return { status: 401, error: "invalid_client", code, message };
}
