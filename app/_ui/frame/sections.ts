import {
  IconAddressBook,
  IconHierarchy2,
  IconHome,
  IconRefresh,
  IconSettings,
  IconUsersGroup,
} from "@tabler/icons-react";
import { frameWords } from "#words/frame.tsx";

/** The places of the product, in the order of the navigation. */
export const sections = [
  { href: "/", label: frameWords.sections.overview, sign: IconHome },
  { href: "/users", label: frameWords.sections.users, sign: IconAddressBook },
  { href: "/supervisors", label: frameWords.sections.supervisors, sign: IconHierarchy2 },
  { href: "/groups", label: frameWords.sections.groups, sign: IconUsersGroup },
  { href: "/runs", label: frameWords.sections.runs, sign: IconRefresh },
  { href: "/settings", label: frameWords.sections.settings, sign: IconSettings },
] as const;

export type Section = (typeof sections)[number];

/** Pages that are a part of a section without standing below it. */
const parts: Record<string, Section["href"]> = { consent: "/settings", why: "/users" };

/** The section an address belongs to. */
export function sectionOf(pathname: string): Section | undefined {
  const owner = parts[pathname.split("/")[1] ?? ""] ?? pathname;
  return sections.find(({ href }) => owner === href || (href !== "/" && owner.startsWith(`${href}/`)));
}
