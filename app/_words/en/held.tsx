import type { ReactNode } from "react";

/** The words of held removals and of what was decided about them. */
export const heldWords = {
  title: (people: string) => `${people} would be removed`,
  text: ({ share, live, why }: { share: string; live: string; why: string }) =>
    `That is ${share} of the ${live} in the copy. ${why} Everything else of the run is written.`,
  everybody: "all",
  adminOnly: "An admin has to approve or reject this.",
  caption: "People who would be removed",
  columns: { person: "Would be removed", reason: "Because" },
  pages: "Pages of people who would be removed",
  shown: (shown: number, waiting: number) => `${shown} of ${waiting} shown`,
  why: {
    everyone: "A run never removes everyone by itself: a group that was emptied by mistake looks the same.",
    guard: ({ people, percent }: { people: string; percent: number }) =>
      `Removals of more than ${people} and more than ${percent}% of the copy wait for a yes, because a group changed by mistake looks the same.`,
    earlier: "An earlier run stopped for some of them, and what waits once is not removed without a yes.",
  },
  approve: {
    button: "Approve",
    text: (people: string) =>
      `Asks Microsoft for each of the ${people} once more and marks those as removed who are still gone. Their rows stay with date and reason, and whoever comes back is restored by the run that sees it.`,
    progress: "Asking Microsoft for everybody of the list",
    begins: "Nobody was asked for yet.",
    asked: (done: string, total: string) => `${done} of ${total} asked for`,
    asking: (people: string) =>
      `Asking Microsoft for each of the ${people} once more. Nothing is changed before all have answered, or at all when one cannot be asked; this may take up to a minute.`,
  },
  reject: {
    button: "Reject",
    text: "Leaves everybody as they are, for now: a rejection is no exemption. Every later run looks for them again, and while so many are missing it stops and asks again.",
  },
  raise: {
    button: "Raise limit",
    text: "Removes nobody now. Changes the removal guard for all runs to come, and the next run decides anew: it holds removals only above both, the share and the number.",
    noHelp: "Raising the limit would not help: the removal of everybody is held whatever it is.",
  },
  somebody: "Somebody",
  decisions: {
    lookedAgain: (people: string) => `${people} held here were looked at again by a later run.`,
    raised: ({ by, at, people }: { by: string; at: ReactNode; people: string }) => (
      <>
        {by} raised the limit {at}. {people} who waited here were not removed: the next run decides anew.
      </>
    ),
    rejected: ({ by, at, people }: { by: string; at: ReactNode; people: string }) => (
      <>
        {by} rejected the removal of {people} {at}. Nobody was removed; the next run looks again, and asks again while
        so many are missing.
      </>
    ),
    approved: ({ by, at, people }: { by: string; at: ReactNode; people: string }) => (
      <>
        {by} approved the removal of {people} {at}.
      </>
    ),
  },
};
