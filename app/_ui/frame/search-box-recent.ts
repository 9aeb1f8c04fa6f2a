const place = "rollcall.recent-people";
const mostKept = 6;
const personPath = /^\/users\/([0-9a-f-]{36})$/;

/**
 * Object ids of the people opened from the search in this tab, the last one first. Ids alone, and only until the tab is
 * closed: names are asked for anew, so that somebody who signs in after another finds no people here.
 */
export function recentPeople(): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string").slice(0, mostKept) : [];
  } catch {
    // Storage may be forbidden, and what is in it may be anything.
    return [];
  }
}

/** Keeps whom an address leads to; an address of something else is none of this list's. */
export function rememberPerson(href: string): void {
  const id = personPath.exec(href)?.[1];
  if (id === undefined) return;
  const kept = [id, ...recentPeople().filter((other) => other !== id)].slice(0, mostKept);
  try {
    sessionStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // Without storage there is no list.
  }
}
