/** All that a delta run asks of Microsoft Graph after a hundred people changed; `delta-run.test.ts` holds it against one. */
export const deltaRequests: readonly { request: string; why: string }[] = [
  {
    request:
      "GET /groups?$filter=displayName eq 'All Employees'&$select=id,displayName,description,mail,mailNickname,mailEnabled,securityEnabled,groupTypes,visibility,createdDateTime&$top=999",
    why: "Whether the group to sync is still the same one",
  },
  { request: "GET /users/delta?$deltatoken=…", why: "Who changed, or got another supervisor" },
  { request: "GET /groups/delta?$deltatoken=…", why: "Which groups changed, and who joined or left them" },
  { request: "POST /$batch", why: "What those who changed are like now: 300 people in each" },
];

/** `GET https://graph.microsoft.com/v1.0/users/delta?$deltatoken=abc` → `GET /users/delta?$deltatoken=…` */
export function requestText({ method, url }: { method: string; url: string }): string {
  const { hostname, pathname, search } = new URL(url);
  if (hostname !== "graph.microsoft.com") return `${method} the token`;
  const options = decodeURIComponent(search).replace(/((?:delta|skip)token=)[^&]+/g, "$1…");
  return `${method} ${pathname.replace(/^\/v1\.0/, "").replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}")}${options}`;
}
