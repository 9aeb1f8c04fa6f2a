import type { Kept, OnErasure, PartName, StoredPart } from "#lib/privacy/model.ts";

/** The words of the privacy page. */
export const privacyWords = {
  title: "Privacy",
  lead: "What Rollcall stores of people, why, for how long, and who sees it.",
  leftOut: {
    title: "What is copied",
    legend: "Properties of people",
    help: "A property without a tick is neither asked of Microsoft nor stored. Its values are taken away when you save, of removed people and from the history too; pages and files then say “not copied”. Ticked again, it comes back with the next run, which reads everything.",
    always:
      "Always copied: id, by which everything is kept; userPrincipalName and displayName, without which nobody could be found; accountEnabled and userType, without which a disabled account or a guest would pass for an ordinary one.",
    all: "Everything is copied",
    value: (names: readonly string[]) =>
      names.length === 0 ? "Everything is copied" : `Left out: ${names.join(", ")}`,
  },
  auditRetention: {
    title: "How long the audit log is kept",
    legend: "Audit events are kept",
    forEver: "For ever",
    days: "For a number of days, at least 30; then a run deletes them, and notes that it did",
    daysLabel: "Days",
    value: (days: number | undefined) => (days === undefined ? "For ever" : `${days} days`),
  },
  person: {
    title: "One person",
    lead: "See what is stored of somebody, hand it to them, or erase it.",
    label: "Object id or sign-in name",
    look: "Look",
    nothing: (asked: string) => `Nothing is stored of “${asked}”.`,
    found: ({ name, copy }: { name: string; copy: "live" | "removed" | "none" }) =>
      copy === "live"
        ? `${name} is in the copy.`
        : copy === "removed"
          ? `${name} was removed, and is still stored.`
          : `${name} is not in the copy; these rows of others name them.`,
    rows: (count: number) => (count === 1 ? "1 row" : `${count.toLocaleString("en")} rows`),
    caption: "Rows that name this person",
    columns: { part: "What", rows: "Rows", onErasure: "When erased" },
    download: "Download as JSON",
    erase: "Erase",
    eraseLabel: "Type their sign-in name or object id to erase them",
    eraseHelp:
      "Their row, history, memberships, supervisor, plans and held removals are deleted, and their name is taken out where they supervise others. It cannot be undone, and the next run reads everything. Backups of the database are not reached.",
    eraseLive:
      "This person is still in the directory’s group: the next run copies them again, as somebody new. To keep them out, take them out of the group in Entra first.",
    erased: "Erased. The next run reads everything.",
    onErasure: {
      deleted: "Deleted",
      cleared: "Deleted; name taken out of others’ rows",
      "own-deleted": "Deleted; object id stays in others’ history",
      kept: "Kept",
    } satisfies Record<OnErasure, string>,
  },
  stored: {
    title: "What is stored and why",
    lead: "Every table and column of Rollcall’s database. Whoever may read the database itself sees all of it.",
    audit: "Audit log",
    caption: "What is stored",
    columns: { part: "What", why: "What for", source: "From", kept: "How long", seenBy: "Who sees it" },
    source: {
      "microsoft-graph": "Microsoft Graph",
      rollcall: "Rollcall’s runs",
      people: "What people do here",
    } satisfies Record<StoredPart["source"], string>,
    seenBy: {
      everybody: "Everybody who may sign in",
      admins: "Admins",
      nobody: "Nobody, in the browser",
    } satisfies Record<StoredPart["seenBy"], string>,
    kept: ({ kept, retention, audit }: { kept: Kept; retention: string; audit: string }) =>
      ({
        retention: `While in the group; once removed: ${retention}`,
        "for-ever": "For ever",
        "one-run": "Until the run ends, or the next one begins",
        "five-plans": "Until the fifth preview after it",
        "audit-retention": audit,
        "until-changed": "Until it changes",
        "a-day-unused": "For ever; walks that nobody came back from: a day",
      })[kept],
  },
  parts: {
    identity: { title: "Who a person is", why: "To name people and tell them apart" },
    contact: { title: "How to reach them", why: "To look up and hand out" },
    work: { title: "What they do, and where", why: "To look up, search and sort by" },
    address: { title: "Address, country, language", why: "To look up and hand out" },
    account: { title: "Their account", why: "To tell disabled accounts, guests and synchronised accounts apart" },
    bookkeeping: {
      title: "When they came, changed and went",
      why: "So that readers find what is new, and a removal can be undone",
    },
    supervision: {
      title: "Who supervises them",
      why: "The supervisor may be outside the group, so name and sign-in name are copied with the id; when that supervisor is erased or deleted in Entra, the name goes, and the id stays while Entra names it",
    },
    groups: { title: "Groups of the directory", why: "To show whose members people are; groups are not people" },
    memberships: {
      title: "Who is in which group",
      why: "To find who belongs to the group to sync, and to show who is in which group",
    },
    history: {
      title: "What changed, when",
      why: "To answer since when and what before. In the history of others, a person is their object id alone",
    },
    runs: { title: "Runs", why: "To tell what was read, by whom it was asked for, and what went wrong" },
    plans: { title: "Plans of previews", why: "To see what a run would change before it does" },
    held: { title: "Removals that wait or were decided", why: "So that a person decides about many removals" },
    turn: { title: "Who runs now", why: "One run at a time" },
    staging: { title: "What a run has read so far", why: "All of a run shows at once, or nothing" },
    cursors: { title: "Where the next run goes on", why: "To read only what changed" },
    texts: { title: "Digests of what was read", why: "To compare only what is new; nothing can be read from them" },
    spans: { title: "Figures of supervisors", why: "Made from the copy, for the supervisors pages" },
    "session-ends": { title: "Whose sign-ins were ended", why: "Sign-out everywhere" },
    limits: { title: "Who asked how often", why: "To slow down guessing and bulk downloads" },
    tokens: {
      title: "Access tokens of programs",
      why: "To let programs read, and to know who let them. Of a token only a digest is kept",
    },
    deleted: { title: "Object ids in Entra’s recycle bin", why: "To notice who is restored" },
    scope: { title: "Which directory and group", why: "Never to mix two of them" },
    settings: { title: "Settings", why: "Who chose what, and when" },
    consent: { title: "Consent to this application", why: "To prove what was granted, and by whom" },
    audit: {
      title: "Audit log",
      why: "Who did what. Erasing a person leaves it as it is: of the directory’s people it holds object ids alone",
    },
  } satisfies Record<PartName, { title: string; why: string }>,
};
