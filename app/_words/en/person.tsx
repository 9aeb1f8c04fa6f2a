import type { ReactNode } from "react";
import type { ChangeKind } from "#lib/directory/model.ts";
import type { LinkOf } from "../link-of.ts";

/** The words of a person's page. */
export const personWords = {
  notFound: {
    title: "This copy holds no such person",
    text: (links: { all: LinkOf; why: LinkOf }) => (
      <>
        Nobody of that object id is, or was, in the group to sync since this copy began. Look in{" "}
        {links.all("all users")}; if the person joined lately, the next run brings them. {links.why("Ask why")} somebody
        is not here.
      </>
    ),
  },
  removed: ({ day, reason }: { day: ReactNode; reason: string }) => (
    <>
      Removed on {day}: {reason}. Below is what was last known.
    </>
  ),
  actions: {
    label: "What can be done here",
    sync: "Sync this person now",
    syncing: "Asking Microsoft",
    why: { live: "Why is this person here?", removed: "Why is this person not here?" },
    chart: "In the organisation chart",
    entra: "Entra admin center",
  },
  synced: {
    unchanged: "Microsoft says what the copy says: nothing has changed.",
    changed: (number: string) => `Brought up to date: ${number}.`,
    run: (run: ReactNode) => <>Noted as {run}.</>,
    kept: {
      guard: "Gone from the directory or the group, and left in the copy: the removal guard asks a person first.",
      waiting: "Gone from the directory or the group, and left in the copy: the removal already waits for a decision.",
      next: (runs: LinkOf) => <>A sync of everybody asks for the decision; see {runs("the runs")}.</>,
    },
    outside: {
      "left-group": "Not brought in: the account exists and is not in the group to sync.",
      "account-deleted": "Not brought in: the directory has no account of this id.",
    },
    change: { one: "change", many: "changes" },
  },
  chain: {
    label: "Supervisors, from the top down",
    own: "Named as their own supervisor.",
    nobody: "Nobody is named as their supervisor.",
    circular: "These people supervise each other in a circle: nobody is at the top.",
  },
  contact: {
    title: "Contact",
    mail: "Mail",
    telephone: "Telephone",
    mobile: "Mobile",
    office: "Office",
    address: "Address",
    copy: { mail: "mail address", telephone: "telephone number", principal: "user principal name", id: "object id" },
  },
  work: {
    title: "Work",
    jobTitle: "Job title",
    department: "Department",
    company: "Company",
    employeeId: "Employee id",
    employeeType: "Employee type",
  },
  account: {
    title: "Account",
    principal: "User principal name",
    id: "Object id",
    signIn: "Sign-in",
    allowed: "Allowed",
    disabled: "Disabled",
    type: "Type",
    since: "In the directory since",
    copiedSince: "In this copy since",
    changed: "Last changed here",
  },
  reports: {
    title: "Direct reports",
    none: "Supervises nobody in the group.",
    first: ({ shown, all }: { shown: number; all: string }) => `The first ${shown} of ${all}`,
    asSupervisor: "As a supervisor",
    all: (people: string) => `All ${people}`,
    below: (people: string) => `Everyone below: ${people}`,
    moreThan: (people: string) => `more than ${people}`,
    caption: (name: string) => `Direct reports of ${name}`,
  },
  below: {
    title: (name: string) => `Everyone below ${name}`,
    lead: "The people they supervise, directly or through others.",
    caption: (name: string) => `Everyone below ${name}`,
    back: "As a person",
    none: "Nobody is below them",
    noneText: (name: string) => `No live person of the group names ${name}, or anybody below them, as a supervisor.`,
  },
  groups: {
    title: "Groups",
    none: "In none of the groups whose members are copied.",
    direct: "direct member",
    through: "through ",
    in: " in ",
    groupToSync: ", the group to sync",
  },
  history: {
    title: "History",
    earlierLead: "Earlier changes",
    none: (isEarlier: boolean) =>
      `No run has changed anything ${isEarlier ? "earlier than that" : "about this person"}.`,
    noneOfKind: "No change of this kind.",
    newest: "Newest changes",
    earlier: "Earlier changes",
    filter: "Kinds of changes",
    everything: (number: string) => `Everything (${number})`,
    kind: (kind: ChangeKind, number: string) => `${kinds[kind]} (${number})`,
    run: (run: number) => `run ${run}`,
    created: "First seen in the group",
    removed: (reason: string) => `Removed: ${reason}`,
    restored: (reason: string) => `Came back (had been removed: ${reason})`,
    joined: (group: ReactNode) => <>Joined the group {group}</>,
    left: (group: ReactNode) => <>Left the group {group}</>,
    became: " became ",
  },
  past: {
    title: "As it was on",
    day: "Day",
    time: "Time (UTC), if it matters",
    show: "Show",
    refused: "That day cannot be shown",
    letGo:
      "The copy has just let go of this person and of their history: the time that removed people are kept is over.",
    notYet: ({ moment, first, run }: { moment: string; first: ReactNode; run: ReactNode }) => (
      <>
        {moment} the copy did not know this person yet: first seen on {first}
        {run === null ? null : <> by {run}</>}.
      </>
    ),
    endOfDay: (day: string) => `At the end of ${day} (UTC)`,
    at: (moment: string) => `On ${moment}`,
    differentNow: "Different now",
    sameNow: "The same now",
    groupToSync: "Group to sync",
    inGroup: "In the group",
    removed: "Removed",
    supervisor: "Supervisor",
    groups: "Groups, as a direct member",
    wasRemoved: ({ day, reason }: { day: ReactNode | undefined; reason: string }) => (
      <>
        : removed {day ? <>on {day}</> : "before"} ({reason}), so this is what was last known.
      </>
    ),
    same: "Everything was as it is now.",
    differing: (things: string) => `${things} different now.`,
    thing: { one: "thing is", many: "things are" },
    now: ({ value, next }: { value: ReactNode; next: ReactNode }) => (
      <>
        Now: {value}
        {next ? <>, changed next by {next}</> : null}
      </>
    ),
    between: (next: ReactNode) => <>Another in between: changed by {next}, and back since</>,
    next: ({ run, day }: { run: ReactNode; day: ReactNode }) => (
      <>
        {run} on {day}
      </>
    ),
    noGroups: "none",
    leftBetween: "In it now too, left in between",
    leftSince: "Left since",
    joinedLater: "Not yet: joined",
    by: " by ",
  },
  properties: {
    title: "All properties",
    summary: "As Microsoft Graph names them",
    copy: "all properties as JSON",
    copyHint: "Copy as JSON",
  },
};

const kinds: Record<ChangeKind, string> = {
  created: "First seen",
  updated: "Properties",
  supervisor: "Supervisor",
  membership: "Groups",
  removed: "Removed",
  restored: "Came back",
};
