import { AuthError, ServerError } from "@azure/msal-node";
import type { Credential } from "../../config/config.ts";
import { AppError, type ErrorCode } from "../../errors.ts";
import { refusalSentence } from "./errors.ts";

type Advice = { code: ErrorCode; sentence: string };

const wrongCertificate: Advice = {
  code: "credentials-refused",
  sentence:
    "Microsoft Entra does not accept the client certificate: upload the certificate of MSGRAPH_CLIENT_CERTIFICATE to the app registration (Certificates & secrets) and check that it is not expired.",
};
const unknownTenant: Advice = {
  code: "tenant-unknown",
  sentence:
    "Microsoft Entra does not know this tenant: check MSGRAPH_TENANT_ID (the tenant's GUID or a verified domain) and MSGRAPH_CLOUD.",
};
const consentMissing: Advice = {
  code: "consent-missing",
  sentence:
    "The tenant has not given this application its consent: Settings, Microsoft Graph, Get consent. After a consent it may take some minutes until Microsoft Entra knows.",
};

// Meanings from Microsoft's list of AADSTS error codes. What is not named here keeps Microsoft's own words.
const advices: Record<string, Advice> = {
  "7000215": {
    code: "credentials-refused",
    sentence:
      "The client secret is wrong: paste the secret's VALUE, not its ID, into MSGRAPH_CLIENT_SECRET. If the value is lost, make a new secret in the app registration (Certificates & secrets).",
  },
  "7000222": {
    code: "credentials-refused",
    sentence:
      "The client secret has expired: make a new one in the app registration (Certificates & secrets) and paste the secret's VALUE, not its ID, into MSGRAPH_CLIENT_SECRET.",
  },
  "7000218": wrongCertificate,
  "700027": wrongCertificate,
  "50012": wrongCertificate,
  "700016": {
    code: "credentials-refused",
    sentence:
      "Microsoft Entra finds no application with this id in the tenant: check MSGRAPH_APPLICATION_ID and MSGRAPH_TENANT_ID; where both are right, the tenant has yet to give its consent (Settings, Microsoft Graph, Get consent).",
  },
  "7000112": {
    code: "credentials-refused",
    sentence:
      "The application is disabled in this tenant: enable it under Enterprise applications, Properties, Enabled for users to sign in.",
  },
  "7000229": consentMissing,
  "65001": consentMissing,
  "650052": consentMissing,
  "650056": consentMissing,
  "650057": consentMissing,
  "90002": unknownTenant,
  "90038": unknownTenant,
  "900382": unknownTenant,
  "900432": unknownTenant,
};

/**
 * What Entra or MSAL answered instead of a token. `graphCode` is `AADSTS…`, `requestId` Entra's trace id.
 * The cause is a plain copy: whatever MSAL's objects may come to hold, a request body with the secret stays behind.
 */
export function fromTokenError(error: unknown, { credential }: { credential: Credential }): AppError {
  if (error instanceof AppError) return error;
  const clean = (text: string) => withoutSecret(text, credential);
  const message = clean(error instanceof Error ? error.message : String(error));
  const number = aadstsNumber(error, message);
  const details = {
    status: error instanceof ServerError ? error.status : undefined,
    graphCode: number ? `AADSTS${number}` : error instanceof AuthError ? error.errorCode : undefined,
    requestId: /Trace ID: ([0-9a-f-]{36})/i.exec(message)?.[1],
    cause: new Error(message),
  };
  const advice = number ? advices[number] : undefined;
  if (advice) return new AppError(advice.code, advice.sentence, details);
  const said = descriptionIn(message);
  const refused = error instanceof AuthError && error.errorCode === "invalid_client";
  const code = refused ? "credentials-refused" : "graph-failed";
  const sentence = details.status
    ? refusalSentence({ status: details.status, code: details.graphCode, message: said })
    : `No token for Microsoft Graph: ${said} (${details.graphCode ?? "no error code"})`;
  return new AppError(code, sentence, details);
}

/** MSAL gives the number as `errorNo`, for some classes only; it always stands in the text. */
function aadstsNumber(error: unknown, message: string): string | undefined {
  if (error instanceof ServerError && error.errorNo) return String(error.errorNo);
  return /AADSTS(\d+)/.exec(message)?.[1];
}

/** The sentence of Entra's `error_description`, without the ids and the timestamp that follow it. */
function descriptionIn(message: string): string {
  const described = /AADSTS\d+:\s*(.*?)\s*(?:Trace ID:|Correlation ID:|Timestamp:|- Correlation|$)/s.exec(message);
  return described?.[1] || message;
}

function withoutSecret(text: string, credential: Credential): string {
  if (credential.kind !== "secret") return text;
  const forms = [credential.secret, encodeURIComponent(credential.secret)];
  return forms.reduce((cleaned, form) => cleaned.replaceAll(form, "(secret)"), text);
}
