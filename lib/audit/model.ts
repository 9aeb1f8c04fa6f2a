/** Who did something: a signed-in person with their object id, or an account of a machine by its name alone. */
export type Actor = { name: string; id?: string };

/** What ended a download. `given-up`: the reader left, or took nothing for too long. */
export type DownloadEnd = "complete" | "given-up" | "failed";

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };

/** What a download was narrowed to, as it was asked. */
export type ExportFilters = { readonly [name: string]: Json | undefined };

/**
 * Everything that is noted, by kind, with its own details. Never a secret, a token or a state value; of people of the
 * directory only object ids, so that who is erased from the copy does not live on here by name.
 */
export type AuditEvent =
  | { kind: "signed-in"; role: string }
  /** `scope` undefined: of this one browser. */
  | { kind: "signed-out"; scope?: "everywhere" | "everyone" }
  | { kind: "sign-in-refused"; reason: string; graphCode?: string; requestId?: string }
  /** Signed in, and not allowed: `what` is the page, action or address. */
  | { kind: "forbidden"; what: string }
  /** What held before and what holds now; absent where nothing is set. `follows`: it is no longer set in the browser. */
  | { kind: "setting-changed"; setting: string; before?: Json; after?: Json; follows?: "environment" }
  | { kind: "sync-asked"; run: number; reading: string; plan?: number }
  | { kind: "sync-cancelled"; run: number }
  | { kind: "removals-approved"; run: number; removed: number; kept: number }
  | { kind: "removals-rejected"; run: number; people: number }
  /** The guard was raised, and the next run decides. */
  | { kind: "removals-left-to-next-run"; run: number; people: number }
  /** `rows` that were made, the header not counted. */
  | {
      kind: "exported";
      what: string;
      filters: ExportFilters;
      columns: readonly string[];
      rows: number;
      end: DownloadEnd;
    }
  /** A program's token; `until` in ISO 8601. */
  | { kind: "token-made"; token: number; name: string; until: string }
  | { kind: "token-revoked"; token: number; name: string }
  /** A token of ours that is over, revoked, or whose maker is gone. */
  | { kind: "token-refused"; token: number; reason: string }
  | { kind: "consent-asked" }
  | { kind: "consent-answered"; result: string; graphCode?: string; requestId?: string }
  /** Everything that is stored of one person was handed out. */
  | { kind: "person-exported"; person: string }
  | { kind: "person-erased"; person: string; rows: { [table: string]: number } }
  /** Written by PostgreSQL's audit_event_forget. */
  | { kind: "audit-forgotten"; before: string; events: number };

export type AuditKind = AuditEvent["kind"];

export const auditKinds = [
  "signed-in",
  "signed-out",
  "sign-in-refused",
  "forbidden",
  "setting-changed",
  "sync-asked",
  "sync-cancelled",
  "removals-approved",
  "removals-rejected",
  "removals-left-to-next-run",
  "exported",
  "token-made",
  "token-revoked",
  "token-refused",
  "consent-asked",
  "consent-answered",
  "person-exported",
  "person-erased",
  "audit-forgotten",
] as const satisfies readonly AuditKind[];

/** What an event is about, as `type:name`; undefined where its kind says it all. */
export function aboutOf(event: AuditEvent): string | undefined {
  if ("run" in event) return `run:${event.run}`;
  if ("person" in event) return `person:${event.person}`;
  if ("token" in event) return `token:${event.token}`;
  if ("setting" in event) return `setting:${event.setting}`;
  if (event.kind === "exported") return `download:${event.what}`;
  return undefined;
}

/** A line of the log as it is read: `details` are those of its kind, whatever version of Rollcall wrote them. */
export type AuditEntry = {
  id: string;
  at: Date;
  actorId: string | null;
  actorName: string;
  kind: string;
  about: string | null;
  details: Record<string, unknown>;
};
