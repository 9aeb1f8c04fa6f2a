import type { RequestFault } from "./change-check.ts";

const noStore = "private, no-store";

/** What a program gets instead of data: 401 for a visitor, 403 for a person whose role is not enough. */
export function refusalAsJson(status: 401 | 403): Response {
  const error =
    status === 401
      ? { code: "unauthenticated", message: "Sign in first." }
      : { code: "forbidden", message: "Only an admin may do this." };
  return Response.json({ error }, { status, headers: { "cache-control": noStore } });
}

/** What a request with a fault gets: JSON for programs, a line of text for everybody else. */
export function faultResponse({ status, message }: RequestFault, { asJson }: { asJson: boolean }): Response {
  const headers = { "cache-control": noStore, ...(status === 405 ? { allow: "GET, HEAD, POST" } : {}) };
  if (asJson) return Response.json({ error: { code: "bad-input", message } }, { status, headers });
  return new Response(message, { status, headers: { ...headers, "content-type": "text/plain; charset=utf-8" } });
}

/**
 * What a visitor gets instead of a page. A request that would have changed something is answered by 303, so that the
 * browser does not send its form to the sign-in page.
 */
export function redirectToSignIn(request: Request, { location }: { location: string }): Response {
  if (request.method === "POST" && request.headers.has("next-action")) return redirectOfAction(location);
  const status = request.method === "GET" || request.method === "HEAD" ? 307 : 303;
  return new Response(null, { status, headers: { location, "cache-control": noStore } });
}

/** Next's script follows no redirect of an action; it navigates to what this header of Next's says. */
function redirectOfAction(location: string): Response {
  return new Response("Sign in first.", {
    status: 401,
    headers: { "content-type": "text/plain", "x-action-redirect": `${location};push`, "cache-control": noStore },
  });
}
