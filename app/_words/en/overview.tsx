import type { LinkOf } from "../link-of.ts";

/** The words of the first page. */
export const overviewWords = {
  title: "Overview",
  lead: (group: string) => `The people of ${group}.`,
  figures: {
    label: "What the copy holds",
    people: "people",
    supervisors: "supervisors",
    groups: "groups",
    removed: "removed people kept",
  },
  lastRuns: {
    title: "Last runs",
    all: "All runs",
    none: "No run yet",
    noneText: (consent: LinkOf) => (
      <>Grant the app its permissions with {consent("Get consent")}, then start the first run with Sync now.</>
    ),
  },
  /** What the sign before a statement says to those who do not see it. */
  signs: { good: "Good", warn: "Attention", bad: "Trouble", quiet: "Note" },
  sign: (sign: string) => `${sign}: `,
  statements: {
    nothingCopied: "Nothing has been copied yet.",
    asOf: (when: string) => `The copy is as of ${when}`,
    because: ({ text, reason }: { text: string; reason: string | undefined }) => `${text}: ${reason}.`,
    waits: (run: number) => `Run ${run} waits for a worker.`,
    goesOn: (run: number) => `Run ${run} is going on.`,
    watch: "Watch it",
    run: (run: number) => `Run ${run}`,
    failed: (message: string) => `The last run failed: ${message}`,
    last: (sentence: string) => `The last run: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`,
    paused: ({ run, resume }: { run: number; resume: string }) => `The schedule is paused since run ${run}. ${resume}`,
    schedule: "Schedule",
    settings: "Settings",
    held: (people: string) => `The removal of ${people} waits for your yes or no.`,
    decide: "Decide",
    consentMissing: "The app lacks permissions that an administrator of the tenant has to grant.",
    getConsent: "Get consent",
    nothingWaits: "Nothing waits for a person.",
  },
  week: {
    title: "What changed this week",
    nothing: "Nobody was added, changed or removed in the last seven days.",
    lead: (parts: { added: string; changed: string; removed: string }) =>
      `${parts.added} added, ${parts.changed} changed, ${parts.removed} removed in the last seven days.`,
    caption: "People added, changed and removed on each of the last seven days",
    day: "Day",
    added: "Added",
    changed: "Changed",
    removed: "Removed",
    note: (zone: string) => `Days begin at midnight ${zone}. Who was there at the first copy does not count as added.`,
  },
};
