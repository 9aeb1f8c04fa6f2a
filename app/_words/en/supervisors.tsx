import type { LinkOf } from "../link-of.ts";
import { searchedIn } from "./users.tsx";

const notFound = "Not found";
const people = (count: string, one: boolean) => `${count} ${one ? "person" : "people"}`;

/** The words of the supervisors pages. */
export const supervisorsWords = {
  title: "Supervisors",
  lead: "Everyone who directly supervises somebody of the group.",
  search: (leftOut: readonly string[]) => searchedIn(["jobTitle", "department"], leftOut),
  chart: "Organisation chart",
  quality: "Quality report",
  columns: {
    supervisor: "Supervisor",
    people: "People",
    below: "All below",
    levels: "Levels",
    jobTitle: "Job title",
    department: "Department",
    state: "State",
  },
  inCircle: "Circle",
  inCircleTitle: "Is in a circle of supervisors, which has no lowest level",
  presence: {
    label: "State",
    all: "All",
    live: "In the group",
    removed: "Removed",
    outside: "Outside the group",
    contact: "Contact, no account",
  },
  account: { label: "Account", any: "Any", yes: "Enabled", no: "Disabled" },
  sizes: ({ few, some, many, most }: { few: string; some: string; many: string; most: string }) => (
    <>
      Directly, <strong>{few}</strong> of them supervise 1 to 3 people, <strong>{some}</strong> 4 to 7,{" "}
      <strong>{many}</strong> 8 to 15, and <strong>{most}</strong> more than that.
    </>
  ),
  leftOver: {
    title: "Nobody is left on this page",
    text: (firstPage: LinkOf) => <>The list changed meanwhile. {firstPage("Start from its first page")}.</>,
  },
  noMatch: {
    title: "Nobody matches",
    text: (all: LinkOf) => <>Try fewer words, or look through {all("all supervisors")}.</>,
  },
  none: {
    title: "No supervisors yet",
    text: "A run fills this list from the manager that Microsoft Graph names for each person.",
  },
  noSuchList: {
    title: "There is no such list of supervisors",
    text: (firstPage: LinkOf) => (
      <>
        The address asks for a page, an order or a choice that does not exist; it may have been cut off when it was
        copied. {firstPage("Start from the first page")}.
      </>
    ),
  },
  noSuchSupervisor: {
    title: "No such supervisor",
    text: (all: LinkOf) => (
      <>
        Nobody of that object id supervises anyone in this copy, or the address asks for a page of the list that does
        not exist. Look in {all("all supervisors")}.
      </>
    ),
  },
  notFound,
  supervisor: {
    title: (name: string) => `${name}, supervisor`,
    asPerson: "As a person",
    inChart: "In the chart",
    peopleOf: (name: string) => `People of ${name}`,
    noPeople: "Nobody here",
    noPeopleText: (name: string, isSearch: boolean) =>
      `No live person of the group names ${name} as their supervisor${isSearch ? " and matches" : ""}.`,
    nobody: "Supervises nobody in the group",
    directly: (who: string) => `Supervises ${who} directly`,
    below: (who: string, levels: number | null) =>
      levels === null
        ? `${who} in all, in a circle of supervisors`
        : `${who} in all on ${levels === 1 ? "one level" : `${levels} levels`}`,
  },
};

/** The words of the quality report. */
export const qualityWords = {
  title: "Quality report",
  lead: "What does not fit in who supervises whom, and what to mend in Entra. The next run after it shows here.",
  supervisors: "All supervisors",
  kinds: "What the report looks for",
  columns: { problem: "Finding", count: "Found", mend: "What to mend in Entra", file: "File" },
  file: "CSV",
  fileOf: (kind: string) => `CSV: ${kind}`,
  found: (kind: string) => `Found: ${kind}`,
  nothing: "Nothing found",
  nothingText: "The last run found none of these.",
  rows: {
    person: "Person",
    supervisor: "Supervisor",
    people: "People",
    jobTitle: "Job title",
    department: "Department",
    circle: "Who supervises whom",
    supervisedBy: "is supervised by",
    more: (count: string) => `and ${count} more`,
  },
  problems: {
    circle: {
      name: "Circles",
      mend: "These people supervise each other in a circle, so nobody is above them. Give one of them another manager, or none.",
    },
    self: {
      name: "Their own supervisor",
      mend: "The person is named as their own manager. Name the right one, or remove the manager.",
    },
    removed: {
      name: "Removed supervisors",
      mend: "The supervisor left the group or the account was deleted. Give their people another manager.",
    },
    disabled: {
      name: "Disabled supervisors",
      mend: "The supervisor's account is disabled, often because they left. Give their people another manager, or enable the account.",
    },
    outside: {
      name: "Supervisors outside the group",
      mend: "The supervisor is not in the group to sync. Add them to the group, or give their people another manager.",
    },
    contact: {
      name: "Contacts as supervisors",
      mend: "The supervisor is an organisational contact without an account. Name a user as manager where there is one.",
    },
    "nobody-above": {
      name: "Nobody above",
      mend: "No manager is named. That is right at the top only, and the person with most people below is left out here. Name a manager for the others.",
    },
  },
  noSuchList: {
    title: "There is no such report",
    text: (report: LinkOf) => (
      <>The address asks for a finding or a page that does not exist. Start from {report("the quality report")}.</>
    ),
  },
};

export const chartPageWords = {
  title: "Organisation chart",
  lead: "Who supervises whom, from the top down. Open a branch to see the people in it.",
  titleOf: (name: string) => `${name}, organisation chart`,
  whole: "Whole chart",
  print: "Print",
  moreAbove: (first: string, further: LinkOf) => (
    <>
      Others are above {first}, where this part of the chart begins. {further("Open it further up")}.
    </>
  ),
  alone: (count: number, shown: string, report: LinkOf) => (
    <>
      {people(shown, count === 1)} {count === 1 ? "has" : "have"} nobody above; those with nobody below either are only
      in the {report("quality report")}.
    </>
  ),
  none: {
    title: "No chart yet",
    text: "A run fills it from the manager that Microsoft Graph names for each person.",
  },
  noSuchPerson: {
    title: "Nobody of that id is in the chart",
    text: (chart: LinkOf) => (
      <>The address names nobody this copy knows; it may have been cut off. Start from {chart("the whole chart")}.</>
    ),
  },
};
