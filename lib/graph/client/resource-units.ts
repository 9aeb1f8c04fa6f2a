/**
 * What Microsoft charges a request in resource units: by what is listed, one less with `$select`, one more with
 * `$expand`, one less for fewer than 20 objects, never less than one. Source: Microsoft Graph service-specific
 * throttling limits, identity and access.
 */
export function unitsOf(pathOrLink: string): number {
  const [path = "", query = ""] = pathOrLink.split("?", 2);
  const options = query.replaceAll("%24", "$");
  const top = /\$top=(\d+)/.exec(options)?.[1];
  const units =
    priceOf(path) -
    (options.includes("$select=") ? 1 : 0) +
    (options.includes("$expand=") ? 1 : 0) -
    (top !== undefined && Number(top) < 20 ? 1 : 0);
  return Math.max(1, units);
}

function priceOf(path: string): number {
  if (path.includes("/transitiveMembers")) return 5;
  if (/\/groups\/[^/]+\/members/.test(path)) return 3;
  return path.endsWith("/users") ? 2 : 1;
}
