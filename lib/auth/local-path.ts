const longest = 2_000;
// Coming back to the door itself, or to an address that is not a page, would be no use to anyone.
const notPages = /^\/(sign-in|api|consent\/callback)(\/|$|\?)/;

/**
 * Where to go after sign-in: a path of our own site with its query, or "/" for whatever else was asked for.
 *
 * @param wanted from the address bar, so anything: another site, `//evil.example`, `/\evil.example`, `javascript:`.
 */
export function localPath(wanted: string | null | undefined, { origin }: { origin: string }): string {
  if (!wanted || wanted.length > longest || !URL.canParse(wanted, origin)) return "/";
  const url = new URL(wanted, origin);
  const path = `${url.pathname}${url.search}`;
  // "/.//evil.example" has our origin, but its path begins with two slashes: as a Location it would leave the site.
  if (url.origin !== new URL(origin).origin || path.startsWith("//") || notPages.test(path)) return "/";
  return path;
}
