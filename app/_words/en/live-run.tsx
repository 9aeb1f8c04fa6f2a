import type { Phase } from "#lib/commands/runs.ts";
import { duration } from "./amounts.ts";

/** What the page of an open run says while it moves. Apart from the other words, because this is sent to the browser. */
export const liveRunWords = {
  label: "Progress",
  bar: (run: number, title: string) => `Run ${run}: ${title}`,
  waiting: "Waiting for a worker",
  ended: "Ended; fetching what came of it",
  starting: "Starting",
  /** What a run does in each phase, in the order of a run. */
  phases: {
    group: "Finding the group",
    members: "Reading who is in the group",
    users: "Reading people and their supervisors",
    groups: "Reading groups",
    nesting: "Reading the groups inside the group",
    memberships: "Reading who is in the other groups",
    removals: "Asking for those who are missing",
    writing: "Writing everything at once",
  } satisfies Record<Phase, string>,
  phasesLabel: "Steps",
  took: (ms: number) => (ms < 50 ? "under 0.1 s" : duration(ms)),
  /** After a step in which the run stopped. */
  cutOff: "not finished",
  askedFor: (ms: number) => `Asked for ${duration(ms)} ago`,
  doneOf: (done: string, total: string) => `${done} of ${total}`,
  rate: (number: string) => `${number} a second`,
  request: { one: "request", many: "requests" },
  retry: { one: "retry", many: "retries" },
  waited: (ms: number) => `${duration(ms)} waited because Microsoft asked to`,
  parts: (parts: string[]) => parts.join(" · "),
  timeLeft: {
    seconds: "less than a minute left in this step",
    minutes: (minutes: number) => `about ${minutes === 1 ? "1 minute" : `${minutes} minutes`} left in this step`,
  },
  lost: "The connection was lost. Trying again.",
  notTaken: {
    title: "No worker has taken this run yet",
    text: "A worker is connected. It may be about to end something else, or may be waiting for its turn.",
  },
  noWorker: {
    title: "No worker is running",
    text: (
      <>
        Runs are carried out by a worker process. <code>npm start</code> has one beside the web server unless
        ROLLCALL_WORKER is off; <code>npm run -s rollcall -- worker</code> starts one alone, on this or another host.
      </>
    ),
  },
  cancel: "Cancel",
  stopping:
    "Asked to stop. It stops within seconds and changes nothing, unless it is already writing: that is one step and is finished.",
  start: { usual: "Sync now", preview: "Preview", full: "Read everything" },
};
