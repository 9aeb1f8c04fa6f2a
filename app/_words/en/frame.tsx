/** What every page shows around its own content. */
export const frameWords = {
  sections: {
    overview: "Overview",
    users: "Users",
    supervisors: "Supervisors",
    groups: "Groups",
    runs: "Runs",
    settings: "Settings",
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
