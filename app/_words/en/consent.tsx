import type { ReactNode } from "react";
import type { LinkOf } from "../link-of.ts";
import { whoCanGrant } from "./consent-sentence.ts";

/** The words of the page where consent is asked for. */
export const consentWords = {
  title: "Get consent",
  lead: "An administrator of the tenant allows this application, once, to read its people and groups.",
  notUsed: "The answer was not used",
  tooOften: (seconds: number) => `Too many answers came in a short time. Open Get consent again in ${seconds} s.`,
  permissions: {
    title: "Permissions",
    lead: "Application permissions of Microsoft Graph: what is required, and what is granted.",
  },
  before: {
    title: "Before you begin",
    list: (
      <>
        In Entra, open the app registration and list the permissions above under <em>API permissions</em>, Microsoft
        Graph, <em>Application permissions</em>.
      </>
    ),
    register: (redirectUri: ReactNode) => (
      <>
        Register this redirect URI under <em>Authentication</em>, platform <em>Web</em>: {redirectUri}
      </>
    ),
    copied: "the redirect URI for consent",
  },
  ask: {
    title: "Ask the tenant",
    text: `The button leads to Microsoft. ${whoCanGrant} Whatever Microsoft answers, Rollcall then fetches a fresh token and asks for a user and a group before it believes it.`,
    button: "Get consent",
    adminOnly: "Only an admin of Rollcall may ask.",
  },
  last: {
    askedBy: ({ name, at }: { name: string; at: ReactNode }) => (
      <>
        Asked for by {name}, {at}
      </>
    ),
    again: "Check again",
    asking: "Asking Microsoft",
    byItself: ({ seconds, minutes }: { seconds: number; minutes: number }) =>
      `This page looks again by itself in ${seconds} seconds, and goes on so for ${minutes === 1 ? "1 more minute" : `${minutes} more minutes`} at most.`,
    withoutScript: "Without script this page does not look by itself: check again from time to time.",
    reader: (again: LinkOf) => <>Only an admin may check again. {again("Look again")}</>,
  },
};
