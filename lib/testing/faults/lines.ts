import type { FaultKind } from "../../tenant/faults.ts";
import { fromTheMiddleOn, onceEveryCall } from "./addresses.ts";
import { always, type Ending, type FaultRow, type FaultSection, fails, triesAgain } from "./fault-row.ts";

const unreachable = (says: string) => fails("graph-unreachable", { says });
const unreadable = (says: string) => fails("graph-failed", { status: 200, says });

/** Really waited for, each time: short, and few of them. */
const shortPatience = { requestTimeout: 250, tries: 2 };
const longer = 60_000;

function brokenLine(kind: FaultKind, { named, lasting }: { named: string; lasting: Ending }): FaultRow[] {
  return [
    {
      fault: `${named}, once at every address`,
      guards: [20],
      faults: () => onceEveryCall({ kind }),
      endings: always(triesAgain),
    },
    {
      fault: `${named}, for good from the second page on`,
      guards: [1, 2, 20],
      faults: (at) => fromTheMiddleOn({ kind }, at),
      endings: always(lasting),
    },
  ];
}

function silence(kind: "delay" | "slow-body", named: string): FaultRow[] {
  return [
    {
      fault: `${named}, once`,
      guards: [20],
      policy: shortPatience,
      faults: (at) => fromTheMiddleOn({ kind, delayMs: longer }, at).map((fault) => ({ ...fault, times: 1 })),
      endings: always(triesAgain),
    },
    {
      fault: `${named}, for good`,
      guards: [20],
      policy: shortPatience,
      faults: (at) => fromTheMiddleOn({ kind, delayMs: longer }, at),
      endings: always(unreachable("no complete answer within")),
    },
  ];
}

export const lines: FaultSection = {
  title: "Answers that do not arrive, or not whole",
  rows: [
    ...brokenLine("connection-drop", { named: "the connection is reset", lasting: unreachable("ECONNRESET") }),
    ...brokenLine("broken-body", { named: "the body breaks off", lasting: unreachable("ECONNRESET") }),
    ...brokenLine("truncated-json", {
      named: "JSON that stops halfway",
      lasting: unreadable("cut off or no valid JSON"),
    }),
    ...brokenLine("invalid-json", { named: "JSON that is none", lasting: unreadable("cut off or no valid JSON") }),
    {
      fault: "200 with a page of HTML, as a proxy answers, once at every address",
      guards: [29],
      faults: () => onceEveryCall({ status: 200, body: "<html>Sign in to the network</html>" }),
      endings: always(triesAgain),
    },
    {
      fault: "200 with a page of HTML, for good from the second page on",
      guards: [1, 2, 29],
      faults: (at) => fromTheMiddleOn({ status: 200, body: "<html>Sign in to the network</html>" }, at),
      endings: always(unreadable("a proxy may have answered")),
    },
    ...silence("delay", "no answer comes"),
    ...silence("slow-body", "the body stalls in its middle"),
    {
      fault: "200 with JSON that is no page of a list",
      guards: [2],
      faults: (at) => fromTheMiddleOn({ status: 200, body: {} }, at),
      endings: always(fails("graph-failed", { says: "without a value" })),
    },
  ],
};
