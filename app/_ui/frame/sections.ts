import {
  IconAddressBook,
  IconHierarchy2,
  IconHome,
  IconRefresh,
  IconSettings,
  IconUsersGroup,
} from "@tabler/icons-react";

/** The places of the product, in the order of the navigation. */
export const sections = [
  { href: "/", label: "Overview", sign: IconHome },
  { href: "/users", label: "Users", sign: IconAddressBook },
  { href: "/supervisors", label: "Supervisors", sign: IconHierarchy2 },
  { href: "/groups", label: "Groups", sign: IconUsersGroup },
  { href: "/runs", label: "Runs", sign: IconRefresh },
  { href: "/settings", label: "Settings", sign: IconSettings },
] as const;

export type Section = (typeof sections)[number];

/** The section an address belongs to; consent is a part of the settings. */
export function sectionOf(pathname: string): Section | undefined {
  const owner = pathname === "/consent" || pathname.startsWith("/consent/") ? "/settings" : pathname;
  return sections.find(({ href }) => owner === href || (href !== "/" && owner.startsWith(`${href}/`)));
}
