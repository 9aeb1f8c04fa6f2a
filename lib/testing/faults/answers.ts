import { fromTheMiddleOn, onceEverywhere } from "./addresses.ts";
import { always, type Ending, type FaultRow, type FaultSection, fails, triesAgain, waits } from "./fault-row.ts";

const throttled = fails("graph-failed", {
  status: 429,
  graphCode: "TooManyRequests",
  says: "Please retry again later.",
});
const timedOut = fails("graph-failed", {
  status: 500,
  graphCode: "generalException",
  says: "500: The operation has timed out. (generalException)",
});

/** A server fault that passes, and the same one that stays. */
function passingAndLasting(status: number, { named, lasting }: { named: string; lasting: Ending }): FaultRow[] {
  return [
    {
      fault: `${named}, once at every address`,
      guards: [24],
      faults: () => onceEverywhere({ status }),
      endings: always(triesAgain),
    },
    {
      fault: `${named}, for good from the second page on`,
      guards: [1, 2, 29],
      faults: (at) => fromTheMiddleOn({ status }, at),
      endings: always(lasting),
    },
  ];
}

function throttling(
  fault: string,
  { retryAfter, seconds }: { retryAfter: number | "date"; seconds: number },
): FaultRow {
  return {
    fault,
    guards: [17],
    faults: ({ now }) => {
      const date = new Date(now.getTime() + seconds * 1_000).toUTCString();
      return onceEverywhere({ status: 429, retryAfter: retryAfter === "date" ? date : retryAfter });
    },
    endings: always(waits(retryAfter === "date" ? 1 : seconds)),
  };
}

export const answers: FaultSection = {
  title: "Answers that refuse",
  rows: [
    throttling("429 with `Retry-After: 7`, once at every address", { retryAfter: 7, seconds: 7 }),
    throttling("429 with a `Retry-After` in fractions of a second, once at every address", {
      retryAfter: 2.128,
      seconds: 2.128,
    }),
    throttling("429 with a date as `Retry-After`, at every address", { retryAfter: "date", seconds: 90 }),
    {
      fault: "429 without `Retry-After`, or with an empty one, at every address",
      guards: [18],
      faults: () => [
        ...onceEverywhere({ status: 429, retryAfter: null }),
        ...onceEverywhere({ status: 429, retryAfter: "" }),
      ],
      endings: always(triesAgain),
    },
    {
      fault: "429 that never ends",
      guards: [17],
      faults: (at) => fromTheMiddleOn({ status: 429, retryAfter: 20 }, at),
      endings: always(throttled),
    },
    {
      fault: "429 that asks for more than an hour",
      guards: [17],
      faults: (at) => fromTheMiddleOn({ status: 429, retryAfter: 7_200 }, at),
      endings: always(throttled),
    },
    {
      fault: "503 with `Retry-After: 30`, once at every address",
      guards: [24],
      faults: () => onceEverywhere({ status: 503, retryAfter: 30 }),
      endings: always(waits(30)),
    },
    ...passingAndLasting(500, { named: "500", lasting: timedOut }),
    ...passingAndLasting(502, {
      named: "502 in HTML",
      lasting: fails("graph-failed", { status: 502, says: "502: Bad Gateway (no error code)" }),
    }),
    ...passingAndLasting(503, {
      named: "503 without `Retry-After`",
      lasting: fails("graph-failed", { status: 503, graphCode: "serviceNotAvailable" }),
    }),
    ...passingAndLasting(504, {
      named: "504",
      lasting: fails("graph-failed", { status: 504, graphCode: "UnknownError" }),
    }),
    {
      fault: "401 once: the token was revoked or expired in mid-run",
      guards: [56],
      faults: (at) => fromTheMiddleOn({ status: 401 }, at).map((fault) => ({ ...fault, times: 1 })),
      endings: always(triesAgain),
    },
    {
      fault: "401 for good",
      guards: [16, 56],
      faults: (at) => fromTheMiddleOn({ status: 401 }, at),
      endings: always(fails("consent-missing", { status: 401, graphCode: "InvalidAuthenticationToken" })),
    },
    {
      fault: "403 in mid-run",
      guards: [16, 56],
      faults: (at) => fromTheMiddleOn({ status: 403 }, at),
      endings: always(fails("consent-missing", { status: 403, graphCode: "Authorization_RequestDenied" })),
    },
    {
      fault: "404 for a page of a list",
      guards: [2],
      faults: (at) => fromTheMiddleOn({ status: 404 }, at),
      endings: always(fails("graph-failed", { status: 404, graphCode: "Request_ResourceNotFound" })),
    },
  ],
};
