import type { SignInRefusal } from "./sign-in-refusal.ts";

const reasonByErrorCode: Record<string, SignInRefusal["reason"]> = {
  AccessDenied: "cancelled",
  Configuration: "credentials",
};

/**
 * The refusal behind the `error` that next-auth puts into the address (OAuthSignin, OAuthCallback, Callback, …), for a
 * browser that did not bring the cookie with the reason.
 */
export function refusalOfErrorCode(error: string | undefined): SignInRefusal | undefined {
  if (!error) return undefined;
  return { reason: Object.hasOwn(reasonByErrorCode, error) ? (reasonByErrorCode[error] ?? "failed") : "failed" };
}

/** Whether another account is the way out; Microsoft would otherwise take the same one again without asking. */
export function needsOtherAccount(refusal: SignInRefusal | undefined): boolean {
  return refusal !== undefined && ["no-role", "other-tenant", "guest", "not-assigned"].includes(refusal.reason);
}
