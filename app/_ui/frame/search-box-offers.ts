import { searchWords } from "#words/search.tsx";
import { whyWords } from "#words/why.tsx";
import type { Answer } from "./search-box-answer.ts";
import { sections } from "./sections.ts";

/** One line of the search: where it leads, and what it says. */
export type Offer = { group: string; href: string; label: string; detail?: string; isRemoved?: boolean };

const words = searchWords.palette;

const pages = [
  ...sections.map(({ href, label }) => ({ href: href as string, label: label as string })),
  { href: "/why", label: whyWords.title },
];

/** What can be gone to for a text: whom and what the copy found, pages, and the whole list. */
export function offersFor({ text, answer: { found } }: { text: string; answer: Answer }): Offer[] {
  const q = text.trim();
  return [
    ...peopleOf(found, { group: q === "" ? words.recent : words.people }),
    ...groupsOf(found),
    ...pagesFor(q),
    ...(q === "" ? [] : listsFor(q)),
  ];
}

function peopleOf({ people }: Answer["found"], { group }: { group: string }): Offer[] {
  return people.map(({ id, displayName, userPrincipalName, jobTitle, department, deletedAt }) => ({
    group,
    href: `/users/${id}`,
    label: displayName || userPrincipalName || id,
    detail: [jobTitle, department].filter(Boolean).join(", ") || userPrincipalName || undefined,
    isRemoved: deletedAt !== null,
  }));
}

function groupsOf({ groups }: Answer["found"]): Offer[] {
  return groups.map(({ id, displayName, mail, deletedAt }) => ({
    group: words.groups,
    href: `/groups/${id}`,
    label: displayName || id,
    detail: mail ?? undefined,
    isRemoved: deletedAt !== null,
  }));
}

/** A page is found by how one of its words begins. */
function pagesFor(q: string): Offer[] {
  const begins = q.toLowerCase();
  return pages
    .filter(({ label }) => ` ${label.toLowerCase()}`.includes(` ${begins}`))
    .map((page) => ({ group: words.pages, ...page }));
}

function listsFor(q: string): Offer[] {
  return [
    { group: words.more, href: `/users?${new URLSearchParams({ q })}`, label: words.all(q) },
    { group: words.more, href: `/why?${new URLSearchParams({ who: q })}`, label: words.why(q) },
  ];
}
