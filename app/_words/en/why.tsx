import type { ReactNode } from "react";
import type { ErrorCode } from "#lib/errors.ts";
import type { LinkOf } from "../link-of.ts";

type Reason = "left-group" | "account-deleted" | (string & {});
type Standing = "live" | "removed" | "never";

/** The words of "Why is this person (not) here?". */
export const whyWords = {
  title: "Why is this person here, or not?",
  lead: "Asks Microsoft about one person, follows the groups they are in, and compares that with the copy.",
  fromList: (why: LinkOf) => <>Of somebody who should be here, {why("ask why they are not")}.</>,
  field: "Object id, user principal name or mail address",
  ask: "Ask",
  asked: (name: string) => `About ${name}`,
  nothingAsked: {
    title: "Whom is it about?",
    admin: "Anybody of the directory can be asked for, in the copy or not.",
    reader:
      "Everybody the copy has, or had, can be asked for. An admin can also ask for anybody else of the directory.",
  },
  nobody: {
    title: "Nobody is called that",
    text: "Neither the directory nor the copy knows such a person. Type the user principal name as Entra shows it (a guest’s holds #EXT#), the mail address, or the object id; a deleted account that the copy never had is known by its object id alone.",
  },
  notShown: {
    title: "The copy has never had this person",
    text: "Whether the directory knows them is shown to admins only. An admin can ask here.",
  },
  tooMany: (seconds: number) =>
    `Each question is several requests to Microsoft, which everybody shares. Ask again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`,
  tooManyTitle: "Too many questions within a minute",
  others: "Is it one of these people of the copy?",
  unanswered: (code: ErrorCode): string => unanswered[code] ?? "Microsoft did not answer the question",
  inCopy: (person: LinkOf) => <>What the copy knows is on {person("this person’s page")}.</>,
  verdict: {
    unknown: "Nobody can say who belongs here while the group to sync is not clear.",
    member: {
      live: "This person belongs here and is here.",
      removed: "This person belongs here again, and the copy still holds them as removed.",
      never: "This person belongs here, and no run has brought them yet.",
    },
    "not-member": {
      live: "This person does not belong here any more, and is still here.",
      removed: "This person is not here because they left the group to sync.",
      never: "This person is not here because they are not in the group to sync.",
    },
    "account-missing": {
      live: "This person’s account is gone, and the copy still has them.",
      removed: "This person is not here because their account was deleted.",
      never: "This person is not here because the directory has no such account.",
    },
  } satisfies Record<string, string | Record<Standing, string>>,
  microsoft: {
    title: "What Microsoft says now",
    account: "Account",
    there: "Exists",
    disabled: "Exists and is disabled; disabled accounts are copied like all others",
    inBin: (when: ReactNode) => <>In the recycle bin since {when}; it can be restored for 30 days</>,
    gone: "Does not exist: it was deleted for good, or never was there",
    name: "Name",
    principal: "User principal name",
    mail: "Mail",
    type: "Type",
    work: "Work",
    supervisor: "Supervisor",
    withheld: "What else Microsoft says of somebody outside the group is shown to admins only.",
  },
  way: {
    title: "The way into the group to sync",
    label: "Groups from the person to the group to sync",
    person: "This person",
    everyone: "Every user of the directory is copied: there is no group to be in.",
    unset: "No group to sync is set.",
    missing: (name: string) => `No group is named “${name}”.`,
    ambiguous: ({ name, ids }: { name: string; ids: ReactNode }) => (
      <>
        Several groups are named “{name}”: {ids}.
      </>
    ),
    direct: "A direct member.",
    through: (groups: string) => `Through ${groups}.`,
    groups: { one: "group", many: "groups" },
    others: ({ ways, isExact }: { ways: string; isExact: boolean }) =>
      `${isExact ? "And" : "And at least"} ${ways}, so that leaving one of these groups is not leaving the group to sync:`,
    otherWays: { one: "other way", many: "other ways" },
    otherLabel: (place: number) => `Another way, ${place}`,
    moreWays: (shown: number) => `The ${shown} shortest are shown.`,
    hidden: "A member; Microsoft does not show through which group.",
    none: (group: ReactNode) => <>Neither in {group} nor in a group nested in it.</>,
    account: "Without an account there is no membership.",
  },
  copy: {
    title: "What the copy says",
    state: "In the copy",
    never: "Never was",
    since: (when: ReactNode) => <>Since {when}</>,
    removed: ({ when, reason }: { when: ReactNode; reason: string }) => (
      <>
        Removed {when}: {reason}
      </>
    ),
    lastChange: "Last change",
    changed: ({ run, when }: { run: ReactNode; when: ReactNode }) => (
      <>
        {run}, {when}
      </>
    ),
    lastSeen: "Last seen by",
    lastRun: "Last run of everybody",
    noRun: "None yet",
    page: (person: LinkOf) => <>Everything the copy knows is on {person("this person’s page")}.</>,
  },
  next: {
    title: "What to do next",
    nothing: "Nothing: the copy is as it should be.",
    settings: (settings: LinkOf) => <>Say which group is meant under {settings("Settings")}.</>,
    held: ({ run, reason }: { run: ReactNode; reason: string }) => (
      <>
        {run} would remove this person ({reason}) and waits for a decision: approve or reject it there.
      </>
    ),
    willCome: "The next run brings this person. An admin need not wait for it: sync this person now.",
    willGo: (reason: Reason) => `The next run removes this person (${reason}).`,
    join: (group: ReactNode) => (
      <>If they belong here, add them in Entra to {group}, or to a group nested in it; the next run brings them.</>
    ),
    restore: "If they belong here, restore the account in Entra (Users, Deleted users); the next run brings them back.",
    gone: "The account cannot be brought back. A new one gets an object id of its own, and is another person here.",
  },
};

const unanswered: Partial<Record<ErrorCode, string>> = {
  "consent-missing": "Microsoft does not allow Rollcall to look",
  "credentials-refused": "Microsoft does not accept Rollcall’s credentials",
  "tenant-unknown": "Microsoft does not know this tenant",
  "graph-throttled": "Microsoft asks Rollcall to wait",
  "graph-unreachable": "Microsoft cannot be reached",
  configuration: "Rollcall is not set up to ask Microsoft",
};
