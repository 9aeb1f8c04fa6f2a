import type { Fault, FaultKind } from "../../tenant/faults.ts";
import {
  anyCount,
  changesOfUsers,
  fromTheMiddleOn,
  inTheMiddle,
  listOfGroups,
  listOfMembers,
  listOfUsers,
} from "./addresses.ts";
import {
  always,
  catchesUp,
  doesNotArise,
  each,
  type FaultRow,
  type FaultSection,
  fails,
  type KindOfRun,
  passes,
  startsOver,
} from "./fault-row.ts";

const lists = [listOfMembers, listOfUsers, listOfGroups];

const once = (kind: FaultKind, match: RegExp, more: Partial<Fault> = {}): Fault[] => [
  { kind, match, ...more } as Fault,
];
const everyPage = (kind: FaultKind, match: RegExp): Fault[] => once(kind, match, { times: "always" });
const unlessDelta = (faults: Fault[]) => (at: { kind: KindOfRun }) => (at.kind === "delta run" ? [] : faults);

const endTooEarly: FaultRow[] = [
  {
    fault: "the next link of the members vanishes: the list looks as if it ended",
    guards: [2, 12, 13, 14, 15],
    faults: unlessDelta(once("next-link-vanishes", listOfMembers)),
    endings: each({ listing: startsOver, changes: doesNotArise }),
  },
  {
    fault: "the next link of the members vanishes every time",
    guards: [2, 12, 13, 14, 15],
    faults: unlessDelta(everyPage("next-link-vanishes", listOfMembers)),
    endings: each({ listing: fails("read-incomplete"), changes: doesNotArise }),
  },
  {
    fault: "the next link of the users vanishes",
    guards: [2, 12, 14, 15],
    faults: unlessDelta(once("next-link-vanishes", listOfUsers)),
    endings: each({ listing: passes, changes: doesNotArise }),
  },
  {
    fault: "the next link of the groups vanishes",
    guards: [2, 14],
    faults: unlessDelta(once("next-link-vanishes", listOfGroups)),
    endings: { "first load": startsOver, "full run": passes, "delta run": doesNotArise },
  },
  {
    fault: "somebody who is there is missing from the members",
    guards: [9, 48],
    faults: unlessDelta(once("somebody-missing", listOfMembers)),
    endings: each({ listing: startsOver, changes: doesNotArise }),
  },
  {
    fault: "somebody who is there is missing from the members, and from their `$count` too",
    guards: [9, 48],
    faults: unlessDelta([
      ...once("somebody-missing", listOfMembers),
      ...once("somebody-missing", /\/transitiveMembers\/\$count/),
    ]),
    endings: { "first load": catchesUp, "full run": fails("read-incomplete"), "delta run": doesNotArise },
  },
  {
    fault: "somebody who is there is missing from the users",
    guards: [9, 48],
    faults: unlessDelta(once("somebody-missing", listOfUsers)),
    endings: each({ listing: passes, changes: doesNotArise }),
  },
];

const pages: FaultRow[] = [
  {
    fault: "an empty page with a next link, in every list",
    guards: [12],
    faults: () => [...lists, changesOfUsers].flatMap((match) => once("empty-page", match)),
    endings: always(passes),
  },
  {
    fault: "empty pages that lead to themselves",
    guards: [16],
    faults: (at) => fromTheMiddleOn({ kind: "empty-page" }, at),
    endings: always(fails("graph-failed", { says: "in a circle" })),
  },
  {
    fault: "pages that repeat the end of the one before, in every list",
    guards: [50],
    faults: () => [
      ...lists.flatMap((match) => everyPage("overlapping-pages", match)),
      ...once("overlapping-pages", changesOfUsers),
    ],
    endings: always(passes),
  },
  {
    fault: "400 `Directory_ExpiredPageToken` in mid-list, once in every list",
    guards: [23],
    faults: unlessDelta(lists.flatMap((match) => once("expired-page-token", match, { after: 1 }))),
    endings: each({ listing: startsOver, changes: doesNotArise }),
  },
  {
    fault: "400 `DirectoryPageTokenNotFoundException` in mid-list, once in every list",
    guards: [23],
    faults: unlessDelta(lists.flatMap((match) => once("lost-page-token", match, { after: 1 }))),
    endings: each({ listing: startsOver, changes: doesNotArise }),
  },
  {
    fault: "400 `Directory_ExpiredPageToken` for good",
    guards: [23],
    faults: ({ kind }) => [{ kind: "expired-page-token", match: inTheMiddle(kind), after: 1, times: "always" }],
    endings: always(fails("graph-failed", { status: 400, graphCode: "Directory_ExpiredPageToken" })),
  },
  {
    fault: "a next link to another host",
    faults: (at) => fromTheMiddleOn({ kind: "next-link-elsewhere" }, at),
    endings: always(fails("graph-failed", { says: "elsewhere.example" })),
  },
];

const objects: FaultRow[] = [
  {
    fault: "members of whom nothing but the id is told, because a permission is missing",
    guards: [52],
    faults: unlessDelta(everyPage("blank-objects", listOfMembers)),
    endings: each({ listing: passes, changes: doesNotArise }),
  },
  {
    fault: "users of whom nothing but the id is told",
    guards: [29, 52],
    faults: unlessDelta(everyPage("blank-objects", listOfUsers)),
    endings: each({ listing: fails("graph-failed"), changes: doesNotArise }),
  },
  {
    fault: "a list whose objects are null",
    guards: [29, 52],
    faults: (at) => fromTheMiddleOn({ kind: "null-objects" }, at),
    endings: always(fails("graph-failed", { says: "without an id" })),
  },
  {
    fault: "members that do not say what they are",
    guards: [52],
    faults: unlessDelta(everyPage("untyped-objects", listOfMembers)),
    endings: each({ listing: fails("graph-failed", { says: "did not say what the member" }), changes: doesNotArise }),
  },
];

const counts: FaultRow[] = [
  {
    fault: "`$count` says more than there are",
    faults: unlessDelta([{ status: 200, body: "4711", match: anyCount, times: "always" }]),
    endings: { "first load": fails("read-incomplete"), "full run": passes, "delta run": doesNotArise },
  },
  {
    fault: "`$count` says fewer than there are",
    faults: unlessDelta([{ status: 200, body: "1", match: anyCount, times: "always" }]),
    endings: each({ listing: passes, changes: doesNotArise }),
  },
  {
    fault: "`$count` is refused, or no number",
    faults: unlessDelta([
      { status: 400, match: anyCount },
      { status: 200, body: "many", match: anyCount, times: "always" },
    ]),
    endings: each({ listing: passes, changes: doesNotArise }),
  },
];

export const listings: FaultSection = {
  title: "Lists that are not what they seem",
  rows: [...endTooEarly, ...pages, ...objects, ...counts],
};
