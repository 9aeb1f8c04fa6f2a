import type { AuditKind } from "#lib/audit/model.ts";
import type { LinkOf } from "../link-of.ts";

type Details = Record<string, unknown>;

/** The words of the audit log. */
export const auditWords = {
  title: "Audit log",
  lead: "Who did what: sign-ins, settings, runs, decisions, downloads. Events are only ever added: the database refuses to change one, unless its owner takes that guard away.",
  person: "Person’s name or object id",
  kindLabel: "What",
  everyKind: "Everything",
  from: "From (UTC)",
  to: "Until (UTC)",
  show: "Show",
  caption: "Audit events, newest first",
  columns: { at: "When", actor: "Who", what: "What", about: "About" },
  shown: ({ shown, total }: { shown: number; total: number }) =>
    `${shown.toLocaleString("en")} of ${total.toLocaleString("en")} events`,
  personAbout: "Person",
  run: (number: string) => `Run ${number}`,
  token: (number: string) => `Token ${number}`,
  none: { title: "No event matches", text: "Choose another person, kind or time." },
  noSuchList: {
    title: "There is no such part of the log",
    text: (log: LinkOf) => (
      <>The address asks for a kind, a day or a page that does not exist. {log("Start from the newest event")}.</>
    ),
  },
  kinds: {
    "signed-in": "Signed in",
    "signed-out": "Signed out",
    "sign-in-refused": "Sign-in refused",
    forbidden: "Action refused",
    "setting-changed": "Setting changed",
    "sync-asked": "Run asked for",
    "sync-cancelled": "Run cancelled",
    "removals-approved": "Removals approved",
    "removals-rejected": "Removals rejected",
    "removals-left-to-next-run": "Removals left to the next run",
    exported: "Download",
    "token-made": "Access token made",
    "token-revoked": "Access token revoked",
    "token-refused": "Access token refused",
    "consent-asked": "Consent asked for",
    "consent-answered": "Consent answered",
    "person-exported": "A person’s data handed out",
    "person-erased": "Person erased",
    "audit-forgotten": "Old events forgotten",
  } satisfies Record<AuditKind, string> as Record<string, string>,
  /** What an event says beyond its kind. */
  details: {
    "signed-in": ({ role }) => `As ${text(role)}`,
    "sign-in-refused": ({ reason, graphCode }) => list([text(reason), graphCode ? text(graphCode) : ""]),
    forbidden: ({ what }) => text(what),
    "setting-changed": ({ before, after, follows }) =>
      `${value(before)} → ${value(after)}${follows ? " (as the environment says)" : ""}`,
    "sync-asked": ({ reading, plan }) => list([text(reading), plan !== undefined && `plan of run ${text(plan)}`]),
    "removals-approved": ({ removed, kept }) => list([`${text(removed)} removed`, kept !== 0 && `${text(kept)} kept`]),
    "removals-rejected": ({ people }) => `${text(people)} people`,
    "removals-left-to-next-run": ({ people }) => `${text(people)} people`,
    exported: ({ rows, end, filters, columns }) =>
      list([
        `${Number(rows).toLocaleString("en")} rows`,
        Array.isArray(columns) && `${columns.length} columns`,
        end === "given-up" && "left before its end",
        end === "failed" && "failed before its end",
        ...Object.entries(filters ?? {}).map(([name, chosen]) => `${name}: ${value(chosen)}`),
      ]),
    "token-made": ({ name, until }) => list([text(name), `until ${text(until).slice(0, 10)}`]),
    "token-revoked": ({ name }) => text(name),
    "token-refused": ({ reason }) => text(reason),
    "consent-answered": ({ result, graphCode }) => list([text(result), graphCode ? text(graphCode) : ""]),
    "person-erased": ({ rows }) =>
      list(Object.entries(rows ?? {}).map(([table, count]) => `${table}: ${value(count)}`)) || "Nothing was stored",
    "audit-forgotten": ({ events }) => `${Number(events).toLocaleString("en")} events`,
  } satisfies Partial<Record<AuditKind, (details: Details) => string>> as Record<
    string,
    ((details: Details) => string) | undefined
  >,
};

function list(parts: (string | false | undefined | "")[]): string {
  return parts.filter(Boolean).join(", ");
}

function text(one: unknown): string {
  return one === undefined || one === null ? "–" : String(one);
}

function value(one: unknown): string {
  if (one === undefined || one === null) return "none";
  if (Array.isArray(one)) return one.length === 0 ? "none" : one.join(", ");
  if (typeof one !== "object") return String(one);
  return list(Object.entries(one).map(([name, part]) => `${name} ${value(part)}`));
}
