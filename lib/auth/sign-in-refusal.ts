import { AsyncLocalStorage } from "node:async_hooks";
import { z } from "zod";

/** Why a sign-in ended without a session. */
export const refusalReasons = [
  "other-tenant",
  "guest",
  "no-role",
  "cancelled",
  "not-assigned",
  "credentials",
  "tenant-unknown",
  "interrupted",
  "unreachable",
  "token-rejected",
  "asked-again",
  "failed",
] as const;

export const signInRefusalSchema = z.object({
  reason: z.enum(refusalReasons),
  /** Who it was, for the refusals that come after Microsoft has vouched for them. */
  person: z.string().optional(),
  /** Microsoft's own code, such as AADSTS7000215. */
  graphCode: z.string().optional(),
  /** Microsoft's trace id, to quote in a support call. */
  requestId: z.string().optional(),
});

export type SignInRefusal = z.infer<typeof signInRefusalSchema>;

const current = new AsyncLocalStorage<{ refusal?: SignInRefusal }>();

/**
 * next-auth tells its pages no more than `error=OAuthCallback`; the reason and Microsoft's code go to its logger, which
 * is one for all requests. So the request that is being answered collects what is noted during its own work.
 */
export async function collectRefusal<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; refusal?: SignInRefusal }> {
  const slot: { refusal?: SignInRefusal } = {};
  const result = await current.run(slot, work);
  return { result, refusal: slot.refusal };
}

/**
 * Notes why the sign-in of this request is refused. The first reason is the cause of any later one.
 *
 * @returns whether this was the first.
 */
export function noteRefusal(refusal: SignInRefusal): boolean {
  const slot = current.getStore();
  if (slot?.refusal) return false;
  if (slot) slot.refusal = refusal;
  return true;
}

/**
 * Reads what next-auth logged. Only codes and ids are taken from the text: it holds state values and tokens, and the
 * `error_description` of a callback address can be written by anyone.
 */
export function refusalFromLog(event: string, metadata: unknown): SignInRefusal {
  const text = textOf(metadata);
  const graphCode = /AADSTS\d{3,9}/.exec(text)?.[0];
  const requestId = /Trace ID:\s*([0-9a-f-]{36})/i.exec(text)?.[1];
  return { reason: reasonOf({ event, text, graphCode }), graphCode, requestId };
}

function textOf(metadata: unknown): string {
  if (metadata instanceof Error) return metadata.message;
  if (typeof metadata !== "object" || metadata === null) return "";
  const { error, error_description: description } = metadata as { error?: unknown; error_description?: unknown };
  const words = error instanceof Error ? `${error.message} ${codeOf(error)}` : String(error ?? "");
  return typeof description === "string" ? `${words} ${description}` : words;
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

const byMicrosoftCode: Record<string, SignInRefusal["reason"]> = {
  AADSTS7000215: "credentials",
  AADSTS7000222: "credentials",
  AADSTS7000218: "credentials",
  AADSTS700027: "credentials",
  AADSTS50012: "credentials",
  AADSTS50013: "credentials",
  AADSTS700024: "credentials",
  AADSTS70021: "credentials",
  AADSTS700211: "credentials",
  AADSTS700212: "credentials",
  AADSTS700213: "credentials",
  AADSTS700016: "credentials",
  AADSTS7000229: "credentials",
  AADSTS7000112: "credentials",
  AADSTS90002: "tenant-unknown",
  AADSTS50105: "not-assigned",
  AADSTS65004: "cancelled",
  AADSTS50020: "other-tenant",
  AADSTS54005: "interrupted",
  AADSTS70008: "interrupted",
};

function reasonOf({ event, text, graphCode }: { event: string; text: string; graphCode?: string }) {
  const known = graphCode ? byMicrosoftCode[graphCode] : undefined;
  if (known) return known;
  if (/login_required|interaction_required|account_selection_required/.test(text)) return "asked-again";
  if (/access_denied|consent_required/.test(text)) return "cancelled";
  // A file of ours that cannot be used: the sentence names the variable.
  if (/MSGRAPH_/.test(text)) return "credentials";
  if (/ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|timed out|socket hang up|certificate/i.test(text)) return "unreachable";
  if (/cookie was missing|state mismatch|state missing|pkce|code_verifier/i.test(text)) return "interrupted";
  if (/\bJWT\b|id_token|iss value|aud mismatch|nonce mismatch|azp|at_hash|jwks/i.test(text)) {
    return "token-rejected";
  }
  return event === "OAUTH_PARSE_PROFILE_ERROR" ? "token-rejected" : "failed";
}
