import type { ReactNode } from "react";
import type { FindingName } from "#lib/commands/check-finding.ts";
import type { LinkOf } from "../link-of.ts";

const names: Record<FindingName, string> = {
  configuration: "Configuration",
  database: "Database",
  credential: "Credential and its end",
  clock: "Clock",
  token: "Token",
  permissions: "Permissions",
  users: "Users",
  groups: "Groups",
  organization: "Organization",
  supervisors: "Supervisors",
  "deleted users": "Deleted users",
  delta: "Changes (delta)",
  "group to sync": "Group to sync",
  members: "Members",
  "hidden membership": "Hidden membership",
  memberships: "Memberships of all groups",
  "redirect URI for consent": "Redirect URI for consent",
  "redirect URI for sign-in": "Redirect URI for sign-in",
};

/** The words of the doctor's page. */
export const doctorWords = {
  title: "Doctor",
  lead: "Looks at everything a run needs, from the configuration to the group’s members, and says who can mend what is wrong.",
  start: "Examine",
  again: "Examine again",
  pending: "Examining",
  adminOnly: "Only an admin of Rollcall may examine.",
  before:
    "Nothing is changed: one object is asked for of each kind. It takes some seconds, and longer while a consent spreads at Microsoft.",
  list: "What was found",
  names,
  states: { ok: "Well", concern: "Worth a look", failed: "Failed", waiting: "Waiting" },
  looking: "Looking …",
  interrupted: "The examination was interrupted. Examine again.",
  summary: ({ failed, concerns }: { failed: number; concerns: number }) => {
    if (failed === 0 && concerns === 0) return "Everything is well.";
    const notes = concerns === 1 ? "1 thing is worth a look" : `${concerns} things are worth a look`;
    if (failed === 0) return `Runs can work; ${notes}.`;
    const faults = failed === 1 ? "1 thing failed" : `${failed} things failed`;
    return concerns === 0 ? `${faults}.` : `${faults}, ${notes}.`;
  },
  copy: "the result, without secrets",
  copyLead: "For a support call:",
  /** What stands before each line that is copied. */
  copied: { ok: "ok", concern: "note", failed: "FAILED" },
  fromSettings: "Examine everything",
  consent: "Get consent",
  commandLine: (
    <>
      The same without a browser: <code>npm run -s rollcall -- check</code>
    </>
  ),
};

/** What a failure of Microsoft’s means, wherever one is shown. */
export const explanationWords = {
  /** `label` makes the words that go before the name quiet. */
  mender: ({ mender, label }: { mender: string; label: (text: string) => ReactNode }) => (
    <>
      {label("Who can mend it:")} {mender}.
    </>
  ),
  open: (label: string) => `Open ${label}`,
  doctor: (doctor: LinkOf) => <>The {doctor("doctor")} looks at everything a run needs.</>,
};
