import type { ReactNode } from "react";

/** The words of the parts that pages are made of. */
export const partsWords = {
  unknown: "not known",
  truth: { true: "yes", false: "no" },
  copy: (what: string) => `Copy ${what}`,
  copied: "Copied",
  id: "id",
  support: {
    lead: (codes: ReactNode) => <>Microsoft’s answer: {codes}</>,
    copied: "Microsoft’s code and request id",
    status: (status: number) => `HTTP ${status}`,
    requestId: (id: string) => `request id ${id}`,
  },
  /** Every state a run or a person can be in. */
  states: {
    queued: "Queued",
    running: "Running",
    succeeded: "Succeeded",
    held: "Held",
    failed: "Failed",
    cancelled: "Cancelled",
    live: "In the group",
    removed: "Removed",
    restored: "Restored",
    disabled: "Disabled",
    guest: "Guest",
    outside: "Outside the group",
  },
  removedBecause: ({ exact, reason }: { exact: string; reason: string }) => `${exact}: ${reason}`,
  failedPage: {
    title: "This page could not be shown",
    unknown: "Something went wrong inside Rollcall. Nothing was changed by showing this page.",
    digest: (digest: string) => `The server’s log has the details under ${digest}.`,
    again: "Try again",
  },
};
