import type { ReactNode } from "react";
import type { Run } from "#lib/commands/runs.ts";
import type { ChangeKind } from "#lib/directory/model.ts";
import type { LinkOf } from "../link-of.ts";
import { duration } from "./amounts.ts";

/** The words of the runs pages. */
export const runsWords = {
  title: "Runs",
  lead: "Every time the directory was read, what came of it, newest first.",
  ofDay: (day: string) => `Runs that ended on ${day}`,
  ofDayLead: ({ zone, all }: { zone: string; all: LinkOf }) => (
    <>
      A day of {zone}. {all("All runs")}
    </>
  ),
  noneOfDay: {
    title: "No run ended on this day",
    text: (all: LinkOf) => <>Look through {all("all runs")}.</>,
  },
  none: {
    title: "No run yet",
    text: "A run reads the directory and brings this copy up to date. An admin starts the first one with Sync now.",
  },
  noOlder: "No older runs",
  noSuchPage: {
    title: "There is no such page of runs",
    text: (all: LinkOf) => (
      <>
        The address names a run, a day, a page or a choice that does not exist; it may have been cut off when it was
        copied. Look through {all("all runs")}.
      </>
    ),
  },
  changes: {
    title: "What changed",
    kinds: "Kinds of change",
    kind: {
      created: "New",
      updated: "Changed properties",
      supervisor: "Supervisor",
      membership: "Memberships",
      removed: "Removed",
      restored: "Returned",
    } satisfies Record<ChangeKind, string>,
    caption: (kind: string, run: number) => `${kind} in run ${run}`,
    columns: {
      person: "Person",
      removedBecause: "Because",
      hadBeenRemovedBecause: "Had been removed because",
      before: "Before",
      after: "After",
      what: "What",
      group: "Group",
      property: "Property",
    },
    left: "Left",
    joined: "Joined",
    search: "Name, user principal name or property",
    property: { label: "Property", all: "Every property" },
    pages: "Pages of changes",
    shown: (shown: string, total: string) => `${shown} of ${total} shown`,
    moreThan: (number: string) => `more than ${number}`,
    nothing: { title: "Nothing changed", text: "This run wrote nothing about people." },
    noMatch: {
      title: "No change matches",
      text: (all: LinkOf) => <>Try fewer words, or look through {all("all changes of this kind")}.</>,
    },
  },
  run: (run: number | string) => `Run ${run}`,
  /** Stands after the word of the state. */
  sentence: (sentence: string) => `· ${sentence}`,
  range: (last: number | undefined, first: number | undefined) => `Runs ${last}–${first}`,
  table: {
    caption: "Sync runs, newest first",
    run: "Run",
    state: "State",
    happened: "What happened",
    askedFor: "Asked for",
    by: "By",
    took: "Took",
    notYet: "–",
  },
  busy: ({ run, holder, since }: { run: ReactNode; holder: string; since: ReactNode }) => (
    <>
      {run} by {holder} is going on; it began {since}. One run works at a time.
    </>
  ),
  numbers: {
    title: "In numbers",
    steps: "Steps",
    label: (run: number) => `Run ${run} in numbers`,
    kind: "Kind",
    kinds: {
      full: "Full: reads everything",
      delta: "Delta: reads what changed since the last run",
      preview: "Preview: reads everything, writes nothing",
      person: "One person: asks for them by id, and reads nobody else",
    } satisfies Record<Run["kind"], string>,
    why: (reason: string) => `Why: ${reason}.`,
    plan: "Applies the plan of",
    planHelp: "Writes exactly what that preview listed, or nothing.",
    group: "Group to sync",
    askedForBy: "Asked for by",
    askedFor: "Asked for",
    began: "Began",
    ended: "Ended",
    took: "Took",
    requests: "Requests to Microsoft Graph",
    retries: ({ retries, waitedMs }: { retries: string; waitedMs: number }) =>
      `${retries} of them retries${waitedMs > 0 ? `; ${duration(waitedMs)} waited because Microsoft asked to` : ""}.`,
    proof: "Proof of completeness",
    people: "People",
    read: ({ read, unchanged }: { read: string; unchanged: string }) => `${read} read · ${unchanged} unchanged`,
    supervisors: ({ set, cleared }: { set: string; cleared: string }) =>
      `${set} got a supervisor or another one, ${cleared} lost theirs.`,
  },
  support: {
    title: "For Microsoft’s support",
    lead: "What Microsoft asks for in a support call. It names no person and holds no secret.",
    copy: "the block for Microsoft’s support",
    show: "Show the request ids",
    answers: "Microsoft’s answers",
  },
};
