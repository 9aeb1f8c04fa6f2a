import type { SignInRefusal } from "./sign-in-refusal.ts";

/** What the sign-in page says of a refusal: what happened, and what to do. */
export type RefusalSentence = { title: string; text: string };

/** @param url our public address, for people who began at another one. */
export function refusalSentence({ reason, person }: SignInRefusal, { url }: { url: string }): RefusalSentence {
  const who = person ?? "this person";
  switch (reason) {
    case "no-role":
      return {
        title: `You are signed in as ${who}, but have no role here`,
        text: "Ask whoever manages this application in Entra to assign you the app role Rollcall.Reader or Rollcall.Admin (Enterprise applications, this application, Users and groups), or to name you in ROLLCALL_ADMINS. Then sign in again.",
      };
    case "other-tenant":
      return {
        title: "This account belongs to another organisation",
        text: person
          ? `Microsoft knows you as ${person}, of another tenant. Only people of this organisation’s own tenant may enter: sign in with an account of this organisation.`
          : "Only people of this organisation’s own tenant may enter: sign in with an account of this organisation.",
      };
    case "cancelled":
      return { title: "The sign-in was cancelled", text: "Nobody was signed in. You can begin again." };
    case "not-assigned":
      return {
        title: "This account is not assigned to the application",
        text: "In Entra this application lets in assigned people only. Ask whoever manages it to assign you (Enterprise applications, this application, Users and groups), then sign in again.",
      };
    case "credentials":
      return {
        title: "Microsoft does not accept this application",
        text: "You did nothing wrong: Rollcall’s own application id, secret or certificate is refused. Whoever runs it should check MSGRAPH_APPLICATION_ID and MSGRAPH_CLIENT_SECRET (the secret’s value, not its id; it may have expired).",
      };
    case "tenant-unknown":
      return {
        title: "Microsoft does not know the tenant",
        text: "Whoever runs Rollcall should check MSGRAPH_TENANT_ID and MSGRAPH_CLOUD.",
      };
    case "interrupted":
      return {
        title: "The sign-in was interrupted",
        text: `It took longer than fifteen minutes, was begun elsewhere, or this browser keeps no cookies. Begin again at ${url}.`,
      };
    case "unreachable":
      return {
        title: "Microsoft cannot be reached",
        text: "Rollcall’s server got no answer from Microsoft’s sign-in. Try again in a minute; if it stays so, whoever runs Rollcall should check that its server may connect to Microsoft.",
      };
    case "token-rejected":
      return {
        title: "Microsoft’s answer did not hold",
        text: "What came back was not a valid proof for this application, so nobody was signed in. Try again; if it stays so, whoever runs Rollcall should check the clock of its server.",
      };
    case "failed":
      return {
        title: "The sign-in did not work",
        text: "Nobody was signed in. Try again; if it stays so, tell whoever runs Rollcall, whose log names the reason.",
      };
  }
}

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
  return refusal !== undefined && ["no-role", "other-tenant", "not-assigned"].includes(refusal.reason);
}
