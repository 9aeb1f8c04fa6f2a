import type { LinkOf } from "../link-of.ts";

/** The words of the runs pages. */
export const runsWords = {
  title: "Runs",
  lead: "Every time the directory was read, what came of it, newest first.",
  ofDay: (day: string) => `Runs that ended on ${day}`,
  ofDayLead: (all: LinkOf) => <>A day of UTC. {all("All runs")}</>,
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
  live: {
    timeLeft: {
      seconds: "less than a minute left in this step",
      minutes: (minutes: number) => `about ${minutes === 1 ? "1 minute" : `${minutes} minutes`} left in this step`,
    },
    cancel: "Cancel",
    stopping:
      "Asked to stop. It stops within seconds and changes nothing, unless it is already writing: that is one step and is finished.",
  },
  approving: {
    progress: "Asking Microsoft for everybody of the list",
    text: (people: string) =>
      `Asking Microsoft for each of the ${people} once more. Nothing is changed before all have answered, or at all when one cannot be asked; this may take up to a minute.`,
  },
  support: {
    title: "For Microsoft’s support",
    lead: "What Microsoft asks for in a support call. It names no person and holds no secret.",
    copy: "the block for Microsoft’s support",
    show: "Show the request ids",
    answers: "Microsoft’s answers",
  },
};
