/** What is measured: the names are those of `--only`, of the stored figures and of the page. */
export const subjects = {
  "floor-read": {
    title: "Read only",
    what: "every user with manager read page after page with `node:http` and `JSON.parse`, nothing kept",
    kind: "floor",
  },
  "floor-copy": {
    title: "Read + COPY",
    what: "the same, each page written by `COPY` into one plain table of the embedded PostgreSQL, without an index",
    kind: "floor",
  },
  "first-load": {
    title: "Rollcall, first load",
    what: "`rollcall sync` into a fresh embedded database, every user of the directory (`*`)",
    kind: "rollcall",
  },
  unchanged: {
    title: "Rollcall, full run without changes",
    what: "`rollcall sync --full` right after it",
    kind: "rollcall",
  },
  delta: {
    title: "Rollcall, delta run without changes",
    what: "`rollcall sync` right after that",
    kind: "rollcall",
  },
  changes: {
    title: "Rollcall, delta run after 100 changes",
    what: "`rollcall sync` after 80 people got another job title and 20 another supervisor",
    kind: "rollcall",
  },
  "group-first-load": {
    title: "Rollcall, group, first load",
    what: "`rollcall sync` into a fresh database, the tenant's group: nine in ten of the directory, in nested groups",
    kind: "rollcall",
  },
  "group-unchanged": {
    title: "Rollcall, group, full run without changes",
    what: "`rollcall sync --full` right after it",
    kind: "rollcall",
  },
  "group-delta": {
    title: "Rollcall, group, delta run without changes",
    what: "`rollcall sync` right after that",
    kind: "rollcall",
  },
  "group-changes": {
    title: "Rollcall, group, delta run after 100 changes",
    what: "the same 100 changes, of which those of people outside the group count for nothing",
    kind: "rollcall",
  },
  "small-group": {
    title: "Rollcall, group of 200, first load",
    what: "`rollcall sync` into a fresh database, a group of 200 people of the directory",
    kind: "rollcall",
  },
  backstage: {
    title: "Backstage's reader",
    what: "`readMicrosoftGraphOrg` of `@backstage/plugin-catalog-backend-module-msgraph`: users with manager, groups with members, made into entities in memory, nothing stored",
    kind: "peer",
  },
  pnp: {
    title: "PnP's CLI",
    what: "`m365 entra user list` with the same properties and `manager/id`, by its published API; nothing stored",
    kind: "peer",
  },
  naive: {
    title: "One call per manager",
    what: "the users listed, then `/users/{id}/manager` for each, one after the other; nothing stored",
    kind: "peer",
  },
} as const satisfies Record<string, { title: string; what: string; kind: "floor" | "rollcall" | "peer" }>;

export type SubjectName = keyof typeof subjects;

export const subjectNames = Object.keys(subjects) as SubjectName[];

export function isSubject(name: string): name is SubjectName {
  return Object.hasOwn(subjects, name);
}
