import type { ReactNode } from "react";
import type { LinkOf } from "../link-of.ts";

/** What every page shows around its own content. */
export const frameWords = {
  product: "Rollcall",
  pageTitle: (title: string) => `${title} · Rollcall`,
  skip: "Skip to the content",
  sections: {
    overview: "Overview",
    users: "Users",
    supervisors: "Supervisors",
    groups: "Groups",
    runs: "Runs",
    settings: "Settings",
  },
  freshness: {
    asOf: (when: ReactNode) => <>as of {when}</>,
    nothing: "nothing copied yet",
    noDatabase: "no database",
    reason: (reason: string) => ` · ${reason}`,
  },
  paused: {
    label: "Schedule",
    text: ({ because, run, settings }: { because: string; run: ReactNode; settings: ReactNode }) => (
      <>
        <strong>Schedule paused:</strong> {because}. {run} · {settings}
      </>
    ),
    run: (run: number) => `Run ${run}`,
    settings: "Settings",
  },
  /** The title of every page that is answered with 404. */
  notFound: "Not found",
  nothingHere: {
    title: "There is nothing at this address",
    text: (links: { users: LinkOf; groups: LinkOf; runs: LinkOf }) => (
      <>
        It may have been typed wrong, or it names a person, a group or a run that this copy does not hold. Look in{" "}
        {links.users("Users")}, {links.groups("Groups")} or {links.runs("Runs")}.
      </>
    ),
  },
};

/** Results of what a person did, which can be read again. */
export const messagesWords = {
  title: "Messages",
  open: (number: number) => (number === 0 ? "Messages: none yet" : `Messages: ${number}`),
  none: "What comes of your actions is listed here until you close this browser tab.",
  clear: "Clear",
  close: "Close this message",
  runEnded: {
    succeeded: (run: number) => `Run ${run} has ended well.`,
    held: (run: number) => `Run ${run} has ended; removals wait for a decision.`,
    failed: (run: number) => `Run ${run} failed and changed nothing.`,
    cancelled: (run: number) => `Run ${run} was stopped and changed nothing.`,
  },
  decided: (run: number) => `The decision on run ${run} is made.`,
};
