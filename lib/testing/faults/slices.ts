import type { Fault } from "../../tenant/faults.ts";
import {
  doesNotArise,
  type Ending,
  type FaultRow,
  type FaultSection,
  fails,
  passes,
  startsOver,
  triesAgain,
  waits,
} from "./fault-row.ts";

const oneSlice = /^GET \/v1\.0\/users\?\$filter=startswith/;
const countOfSlices = /^GET \/v1\.0\/users\?\$count=true/;

type WithoutAim<F> = F extends Fault ? Omit<F, "match"> : never;

/** The first of these requests only tries whether the tenant takes the filter. */
const inOneSlice = (fault: WithoutAim<Fault>): Fault[] => [{ after: 1, ...fault, match: oneSlice } as Fault];

function sliced(fault: string, row: { guards?: number[]; faults: Fault[]; ending: Ending }): FaultRow {
  return {
    fault,
    guards: row.guards,
    inSlices: true,
    faults: () => row.faults,
    endings: { "first load": row.ending, "full run": doesNotArise, "delta run": doesNotArise },
  };
}

export const slices: FaultSection = {
  title: "A large first load, read in slices side by side",
  rows: [
    sliced("429 with `Retry-After: 9` in one of the slices", {
      guards: [17],
      faults: inOneSlice({ status: 429, retryAfter: 9, after: 3 }),
      ending: waits(9),
    }),
    sliced("500 in several slices, once each", {
      guards: [24],
      faults: inOneSlice({ status: 500, times: 3 }),
      ending: triesAgain,
    }),
    sliced("500 in one of the slices, for good", {
      guards: [1, 2],
      faults: inOneSlice({ status: 500, after: 4, times: "always" }),
      ending: fails("graph-failed", { status: 500, graphCode: "generalException" }),
    }),
    sliced("the connection is reset in several slices", {
      guards: [20],
      faults: inOneSlice({ kind: "connection-drop", times: 3 }),
      ending: triesAgain,
    }),
    sliced("the next link of one slice vanishes", {
      guards: [2, 12],
      faults: inOneSlice({ kind: "next-link-vanishes", after: 2 }),
      ending: startsOver,
    }),
    sliced("somebody is missing from one slice", {
      guards: [9],
      faults: inOneSlice({ kind: "somebody-missing", after: 2 }),
      ending: startsOver,
    }),
    sliced("empty pages, and pages that repeat the end of the one before, in several slices", {
      guards: [12, 50],
      faults: [...inOneSlice({ kind: "empty-page", times: 2 }), ...inOneSlice({ kind: "overlapping-pages", times: 3 })],
      ending: passes,
    }),
    sliced("400 `Directory_ExpiredPageToken` in one slice", {
      guards: [23],
      faults: [{ kind: "expired-page-token", match: /^GET \/v1\.0\/users\?\$filter=startswith.*\$skiptoken/ }],
      ending: startsOver,
    }),
    sliced("the filter of the slices is refused (400)", {
      faults: [{ status: 400, match: oneSlice, times: "always" }],
      ending: startsOver,
    }),
    sliced("the counts of the slices are refused (400)", {
      faults: [{ status: 400, match: countOfSlices, times: "always" }],
      ending: startsOver,
    }),
    sliced("users of one slice of whom nothing but the id is told", {
      guards: [29, 52],
      faults: inOneSlice({ kind: "blank-objects" }),
      ending: fails("graph-failed", { says: "nothing but the id" }),
    }),
  ],
};
