import type { ReactNode } from "react";
import type { GroupKind } from "#lib/directory/model.ts";
import type { LinkOf } from "../link-of.ts";

/** The words of the groups pages. */
export const groupsWords = {
  title: "Groups",
  lead: "All groups of the directory. Members are copied of the group to sync and of the groups nested in it; Settings can have them copied of every group.",
  search: "Name, mail or description",
  state: { label: "State", live: "In the directory", removed: "Removed", all: "All" },
  scope: { label: "Scope", all: "All", in: "In scope", out: "Not in scope" },
  members: {
    direct: "Direct members",
    everybody: "Everybody",
    lead: "Everybody in it through any nesting, each once, with the groups they are in directly.",
    of: (name: string) => `Everybody in ${name}`,
    member: "Member",
    jobTitle: "Job title",
    through: "Direct member of",
    nobody: "Nobody is in this group",
  },
  nesting: { title: "Nesting", parents: "Directly in", children: "Groups directly in it", none: "None" },
  columns: {
    group: "Group",
    scope: "Scope",
    members: "Members",
    kind: "Kind",
    mail: "Mail",
    changed: "Changed",
    member: "Member",
    type: "Type",
  },
  groupToSync: "Group to sync",
  nested: "Nested in it",
  dynamic: ", dynamic",
  kinds: {
    "microsoft-365": "Microsoft 365",
    security: "Security",
    "mail-enabled-security": "Mail-enabled security",
    distribution: "Distribution",
    other: "Another kind",
  } satisfies Record<GroupKind, string>,
  kind: { label: "Kind", any: "Any" },
  facts: {
    title: "Properties",
    kind: "Kind",
    mail: "Mail",
    mailNickname: "Mail nickname",
    visibility: "Visibility",
    objectId: "Object id",
    objectIdOfCopy: "object id",
    created: "In the directory since",
    firstSeen: "In this copy since",
    changed: "Last changed here",
  },
  types: {
    user: "Person",
    group: "Group",
    device: "Device",
    orgContact: "Contact",
    servicePrincipal: "Application",
  } as Record<string, string>,
  directMembersOf: (name: string) => `Direct members of ${name}`,
  noDirectMembers: "No direct members",
  notCopied:
    "Not copied: members are read of the group to sync and of the groups nested in it, and of a group that hides them only with the permission to see them. Settings, Memberships that are copied, can have them read of every group.",
  partly: "Of this group, which is not in scope, only people and groups of this copy are shown.",
  removed: (day: ReactNode, reason: string) => (
    <>
      Removed on {day}: {reason}. Below is what was last known.
    </>
  ),
  notFound: "Not found",
  noSuchGroup: {
    title: "This copy holds no such group",
    text: (all: LinkOf) => (
      <>
        There is no group of that object id here, or the address asks for a page of members that does not exist. Look in{" "}
        {all("all groups")}.
      </>
    ),
  },
  leftOver: {
    title: "No group is left on this page",
    text: (firstPage: LinkOf) => <>The list changed meanwhile. {firstPage("Start from its first page")}.</>,
  },
  noMatch: {
    title: "No group matches",
    text: (all: LinkOf) => <>Try fewer words, or look through {all("all groups")}, removed ones too.</>,
  },
  none: {
    title: "No groups yet",
    text: (overview: LinkOf) => (
      <>The first run fills this list. An admin starts it with Sync now on the {overview("overview")}.</>
    ),
  },
  noSuchList: {
    title: "There is no such list of groups",
    text: (firstPage: LinkOf) => (
      <>
        The address asks for a page, an order or a choice that does not exist; it may have been cut off when it was
        copied. {firstPage("Start from the first page")}.
      </>
    ),
  },
};
