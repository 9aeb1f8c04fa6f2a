import type { SignInRefusal } from "#lib/auth/sign-in-refusal.ts";

/** What the sign-in page says of a refusal: what happened, and what to do. */
type RefusalSentence = { title: string; text: string };

type Given = {
  /** Whom Microsoft named. */
  person?: string;
  /** Our public address, for people who began at another one. */
  url: string;
};

/** The words of the sign-in page. */
export const signInWords = {
  title: "Sign in",
  heading: "Sign in to Rollcall",
  lead: "The people of this organisation, and who supervises whom, as Microsoft Entra knows them.",
  button: "Sign in with Microsoft",
  tooMany: (seconds: number) => `Too many sign-ins began at this address in a short time. Try again in ${seconds} s.`,
};

/** What the sign-in page says, by why nobody was signed in. */
export const refusalSentences: Record<SignInRefusal["reason"], (given: Given) => RefusalSentence> = {
  "no-role": ({ person }) => ({
    title: `You are signed in as ${person ?? "this person"}, but have no role here`,
    text: "Ask whoever manages this application in Entra to assign you the app role Rollcall.Reader or Rollcall.Admin (Enterprise applications, this application, Users and groups), or to name you in ROLLCALL_ADMINS. Then sign in again.",
  }),
  "other-tenant": ({ person }) => ({
    title: "This account belongs to another organisation",
    text: person
      ? `Microsoft knows you as ${person}, of another tenant. Only people of this organisation’s own tenant may enter: sign in with an account of this organisation.`
      : "Only people of this organisation’s own tenant may enter: sign in with an account of this organisation.",
  }),
  cancelled: () => ({ title: "The sign-in was cancelled", text: "Nobody was signed in. You can begin again." }),
  "not-assigned": () => ({
    title: "This account is not assigned to the application",
    text: "In Entra this application lets in assigned people only. Ask whoever manages it to assign you (Enterprise applications, this application, Users and groups), then sign in again.",
  }),
  credentials: () => ({
    title: "Microsoft does not accept this application",
    text: "You did nothing wrong: Rollcall’s own application id, secret or certificate is refused. Whoever runs it should check MSGRAPH_APPLICATION_ID and MSGRAPH_CLIENT_SECRET (the secret’s value, not its id; it may have expired).",
  }),
  "tenant-unknown": () => ({
    title: "Microsoft does not know the tenant",
    text: "Whoever runs Rollcall should check MSGRAPH_TENANT_ID and MSGRAPH_CLOUD.",
  }),
  interrupted: ({ url }) => ({
    title: "The sign-in was interrupted",
    text: `It took longer than fifteen minutes, was begun elsewhere, or this browser keeps no cookies. Begin again at ${url}.`,
  }),
  unreachable: () => ({
    title: "Microsoft cannot be reached",
    text: "Rollcall’s server got no answer from Microsoft’s sign-in. Try again in a minute; if it stays so, whoever runs Rollcall should check that its server may connect to Microsoft.",
  }),
  "token-rejected": () => ({
    title: "Microsoft’s answer did not hold",
    text: "What came back was not a valid proof for this application, so nobody was signed in. Try again; if it stays so, whoever runs Rollcall should check the clock of its server.",
  }),
  failed: () => ({
    title: "The sign-in did not work",
    text: "Nobody was signed in. Try again; if it stays so, tell whoever runs Rollcall, whose log names the reason.",
  }),
  guest: ({ person }) => ({
    title: "Guests of this organisation are not let in",
    text: `Microsoft knows ${person ?? "this account"} as a guest of this tenant. Sign in with an account of the organisation itself, or ask whoever runs Rollcall to let guests in (ROLLCALL_GUESTS).`,
  }),
  "asked-again": () => ({
    title: "Please sign in once more",
    text: "Rollcall reads again now and then what you may do, and this time Microsoft wants to see you first.",
  }),
};
