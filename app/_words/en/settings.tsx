import type { ReactNode } from "react";
import { counted, duration } from "./amounts.ts";

const cron = "Minute, hour, day, month, weekday, in UTC";

/** The words of the settings pages. */
export const settingsWords = {
  title: "Settings",
  lead: {
    admin: "What is read, when, and how carefully. A change holds from the next run on.",
    reader: "What is read, when, and how carefully. Only an admin may change it.",
  },
  save: "Save",
  saved: "Saved",
  notSaved: (fault: string | undefined) => <>Not saved. {fault}</>,
  back: { button: "Use the environment’s value", value: (value: string) => <>which is: {value}</> },
  source: {
    here: ({ changedBy, at }: { changedBy: ReactNode; at: ReactNode }) => (
      <>
        Set here by {changedBy}, {at}
      </>
    ),
    environment: (variable: string) => (
      <>
        From the environment (<code>{variable}</code>)
      </>
    ),
    fallback: (variable: string) => (
      <>
        The default: neither set here nor in the environment (<code>{variable}</code>)
      </>
    ),
  },
  graph: {
    title: "Microsoft Graph",
    consent: "Get consent",
    registration: "App registration",
    permissions: "Permissions",
    asking: "Asking Microsoft…",
    facts: {
      applicationId: "Application id",
      tenant: "Tenant",
      cloud: "Cloud",
      credential: "Credential",
      loginOrigin: "Sign-in goes to",
      graphOrigin: "Graph is asked at",
      consentUri: "Redirect URI for consent",
      signInUri: "Redirect URI for sign-in",
    },
    cloudHelp: (
      <>
        <code>MSGRAPH_CLOUD</code>, or the default
      </>
    ),
    uriHelp: "Register it in Entra under Authentication, platform Web",
    copied: {
      applicationId: "the application id",
      tenant: "the tenant",
      consentUri: "the redirect URI for consent",
      signInUri: "the redirect URI for sign-in",
    },
  },
  group: {
    label: "Group to sync",
    help: "Display name or object id of one group. Its members, also those of groups nested in it, are the people of the copy. Type * for every user of the directory. After a change, whoever is not in the new group leaves the copy with the next run; to go back, type the old name.",
    copied: "the group’s id",
    everyone: "From the next run on, every user of the directory is in the copy.",
    found: ({ name = "without a name", id }: { name: string | undefined; id: ReactNode }) => (
      <>
        Entra has exactly one such group: {name} {id}
      </>
    ),
    missing: "Entra has no group of this name or id. The next run will refuse until one is there.",
    ambiguous: (number: number) =>
      `Entra has ${number} groups of this name. Type the object id of the one that is meant:`,
    unknown: "Entra could not be asked about this group",
  },
  permissions: {
    caption: "Required permissions",
    name: "Permission",
    use: "Needed for",
    granted: "Granted",
    missing: "Missing",
    notKnown: "Not known",
    uses: {
      "User.Read.All": "People, their attributes and their supervisors",
      "GroupMember.Read.All": "Groups and who is in them",
    } as Record<string, string>,
    alsoGranted: (names: string) => `Also granted: ${names}`,
    unread: "What is granted could not be read",
    opaque: (
      <>
        Microsoft’s token does not show what it carries. The command <code>rollcall check</code> finds out by asking for
        a user and a group.
      </>
    ),
  },
  runs: { title: "Runs", heldAbove: "Removals are held above" },
  schedule: {
    title: "Schedule",
    off: "Off: a run starts when somebody presses Sync now",
    on: "By schedule, from the first run that succeeded on",
    delta: "What changed",
    full: "Everything",
    cron,
    waiting: "No run has succeeded yet. The schedule begins after the first one that does.",
    paused: (run: number) => `Paused since run ${run}`,
    next: ({ delta, full }: { delta: ReactNode; full: ReactNode }) => (
      <>
        The next runs: what changed {delta}, everything {full}.
      </>
    ),
    at: (time: ReactNode) => <>at {time}</>,
    notSoon: (days: number) => `not in the next ${days} days`,
  },
  guard: {
    title: "Removal guard",
    help: "A run that would remove more than this share and more than this number of people writes everything else and holds the removals until somebody approves. A run that would remove everyone is always held.",
    share: "Share, in percent",
    people: "Number of people",
  },
  memberships: {
    title: "Memberships that are copied",
    choices: { scope: "Of the groups in scope", all: "Of every group" },
    help: {
      scope:
        "Who is directly in the group to sync and in each group nested in it: what finding changes needs. What was copied of other groups goes with the next run, which reads everything; nobody’s history tells of it.",
      all: "Also which people of the copy, and which groups, are directly in any other group. Nothing is kept of anybody else in them.",
    },
    asking: "Asking Microsoft what that costs…",
    unknown: "What that costs could not be found out",
    cost: ({
      groups,
      requests,
      milliseconds,
      rows,
      sampled,
    }: {
      groups: number;
      requests: number;
      milliseconds: number | null;
      rows: number;
      sampled: number;
    }) =>
      `${counted(groups, { one: "group", many: "groups" })} outside the scope: a run that reads everything makes about ${counted(requests, { one: "request", many: "requests" })} more${
        milliseconds === null ? "" : ` and takes about ${duration(milliseconds)} longer, at the rate of the last one`
      }. The copy grows by at most about ${counted(rows, { one: "membership", many: "memberships" })}, judged by the sizes of ${counted(sampled, { one: "group", many: "groups" })}. A run that reads changes asks no more than before, but for people who are new. The next run reads everything.`,
  },
  retention: {
    title: "Removed people are kept",
    forEver: "For ever",
    days: "For a number of days; then a run deletes them with their history",
    daysLabel: "Days",
  },
  records: {
    title: "Privacy, audit and programs",
    lead: "What is stored of people, what of it is left out, who did what, and which programs may read.",
    privacy: "Privacy",
    audit: "Audit log",
    tokens: "Access tokens",
  },
};
