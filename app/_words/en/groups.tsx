import type { LinkOf } from "../link-of.ts";

/** The words of the groups pages. */
export const groupsWords = {
  title: "Groups",
  lead: "All groups of the directory. Members are copied of the group to sync and of the groups nested in it.",
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
