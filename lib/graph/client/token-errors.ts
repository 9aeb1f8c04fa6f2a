import { AuthError, ServerError } from "@azure/msal-node";
import type { Credential } from "../../config/config.ts";
import { AppError } from "../../errors.ts";
import { refusalSentence } from "./errors.ts";
import { meaningOfCode } from "./microsoft-codes.ts";

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
  const meaning = number ? meaningOfCode(`AADSTS${number}`) : undefined;
  if (meaning?.error) return new AppError(meaning.error, `${meaning.happened} ${meaning.remedy}`, details);
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

/** An answer may repeat what it was sent: the secret, or an assertion (all tokens begin with the same three letters). */
function withoutSecret(text: string, credential: Credential): string {
  const blanked = text.replaceAll(/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, "(token)");
  if (credential.kind !== "secret") return blanked;
  const forms = [credential.secret, encodeURIComponent(credential.secret)];
  return forms.reduce((cleaned, form) => cleaned.replaceAll(form, "(secret)"), blanked);
}
