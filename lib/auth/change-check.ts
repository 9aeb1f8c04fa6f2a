import type { WebConfig } from "../config/config.ts";

/** Why a request that would change something is not looked at any further. */
export type RequestFault = { status: 400 | 403 | 405 | 411 | 413; message: string };

/** Forms of ours hold a few lines; whatever is larger was not made by one. */
export const largestBody = 100_000;

const reading = ["GET", "HEAD", "OPTIONS"];

/**
 * What is wrong with a request that would change something, before anything reads it: that it came from a page of
 * another site, or that its body is too large or of unknown length.
 *
 * The browser's own word counts, `Origin` and `Sec-Fetch-Site`, against our configured address; never a host that the
 * request names. Without both it is no browser, and then no cookie was sent behind its person's back; only next-auth's
 * addresses are open to those, because they ask for a token of their own.
 */
export function faultOfChange(request: Request, { web }: { web: WebConfig }): RequestFault | undefined {
  if (reading.includes(request.method)) return undefined;
  if (!isOfOurPages(request, web)) {
    return { status: 403, message: `This came from a page of another address. Open Rollcall at ${web.url}.` };
  }
  const length = request.headers.get("content-length");
  if (length === null) return { status: 411, message: "Say how long the body is (Content-Length)." };
  if (!/^\d{1,15}$/.test(length)) return { status: 400, message: "Content-Length is not a number." };
  if (Number(length) > largestBody) {
    return { status: 413, message: `The body is larger than ${largestBody / 1000} kB, the most that is taken.` };
  }
  return undefined;
}

/** A page is read, and its forms are sent: to whatever else the framework would answer with the page. */
export function faultOfMethod({ method }: Request): RequestFault | undefined {
  if (method === "POST" || reading.includes(method)) return undefined;
  return { status: 405, message: "A page is read by GET, and its forms are sent by POST." };
}

/** An address with escapes that stand for no text, on which the web framework would fail. */
export function faultOfPath(pathname: string): RequestFault | undefined {
  try {
    decodeURIComponent(pathname);
    return undefined;
  } catch {
    return { status: 400, message: "This address cannot be read: it may have been cut off when it was copied." };
  }
}

function isOfOurPages({ headers, url }: Request, web: WebConfig): boolean {
  const origin = headers.get("origin");
  if (origin !== null) return origin === new URL(web.url).origin;
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  return new URL(url).pathname.startsWith("/api/auth/");
}
