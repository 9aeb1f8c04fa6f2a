import type { Fault, FaultKind, StatusFault } from "../faults.ts";
import { type Answer, type Correlation, challenge, errorAnswer } from "./answer.ts";
import { type PageQuirk, pageQuirks } from "./request.ts";

type Words = { code: string; message: string; headers?: Record<string, string>; inner?: Record<string, string> };

/** How Graph words each status; 504 has no message in the field. */
const words: Readonly<Record<number, Words>> = {
  400: { code: "Request_BadRequest", message: "Invalid request." },
  401: {
    code: "InvalidAuthenticationToken",
    message: "Lifetime validation failed, the token is expired.",
    headers: challenge,
  },
  403: { code: "Authorization_RequestDenied", message: "Insufficient privileges to complete the operation." },
  404: {
    code: "Request_ResourceNotFound",
    message: "Resource does not exist or one of its queried reference-property objects are not present.",
  },
  410: { code: "resyncRequired", message: "Resync required. Restart with a full synchronization." },
  429: {
    code: "TooManyRequests",
    message: "Please retry again later.",
    headers: { "x-ms-throttle-information": "ResourceUnitLimitExceeded" },
    inner: { code: "429", message: "Please retry after", status: "429" },
  },
  500: { code: "generalException", message: "The operation has timed out." },
  503: { code: "serviceNotAvailable", message: "The service is not available. Try the request again after a delay." },
  504: { code: "UnknownError", message: "" },
};

const kindWords: Readonly<Partial<Record<FaultKind, Words & { status: number }>>> = {
  "expired-page-token": {
    status: 400,
    code: "Directory_ExpiredPageToken",
    message: "The specified page token value has expired and can no longer be included in your request.",
  },
  "lost-page-token": {
    status: 400,
    code: "DirectoryPageTokenNotFoundException",
    message: "The page token was not found. Use the token of the last request that was not retried.",
  },
  "expired-delta-token": {
    status: 410,
    code: "resyncRequired",
    message: "Resync required. Restart with a full synchronization.",
  },
  "lost-sync-state": {
    status: 400,
    code: "syncStateNotFound",
    message: "The sync state generation is not found. The delta token is expired and data must be synchronized again.",
  },
};

/** The answer a fault puts in the place of the real one; undefined when it does something else. */
export function faultAnswer(
  fault: Fault | undefined,
  call: { url: URL; correlation: Correlation; throttleScope: string },
): Answer | undefined {
  if (!fault) return undefined;
  if ("status" in fault) return statusAnswer(fault, call);
  const known = kindWords[fault.kind];
  if (!known) return undefined;
  const location =
    known.status === 410 ? { location: `${call.url.origin}${call.url.pathname}?$deltatoken=` } : undefined;
  return errorAnswer({ ...known, ...(location ? { headers: location } : {}) }, call.correlation);
}

function statusAnswer(fault: StatusFault, call: { url: URL; correlation: Correlation; throttleScope: string }): Answer {
  const headers = { ...retryAfterHeader(fault) };
  if (fault.status === 429) Object.assign(headers, { "x-ms-throttle-scope": call.throttleScope });
  if (fault.status === 410) Object.assign(headers, { location: `${call.url.origin}${call.url.pathname}?$deltatoken=` });
  if (typeof fault.body === "string")
    return { status: fault.status, headers: { "content-type": "text/html", ...headers }, text: fault.body };
  if (fault.body !== undefined)
    return { status: fault.status, headers: { "content-type": "application/json", ...headers }, body: fault.body };
  // Gateways in front of Graph answer 502 in HTML.
  if (fault.status === 502)
    return {
      status: 502,
      headers: { "content-type": "text/html", ...headers },
      text: "<html><body>Bad gateway</body></html>",
    };
  const known = words[fault.status] ?? { code: "UnknownError", message: "" };
  return errorAnswer({ ...known, status: fault.status, headers: { ...known.headers, ...headers } }, call.correlation);
}

function retryAfterHeader({ status, retryAfter }: StatusFault): Record<string, string> {
  if (retryAfter === null || (retryAfter === undefined && status !== 429)) return {};
  return { "retry-after": String(retryAfter ?? 1) };
}

export function pageQuirk(fault: Fault | undefined): PageQuirk | undefined {
  if (!fault || "status" in fault) return undefined;
  return pageQuirks.find((quirk) => quirk === fault.kind);
}
