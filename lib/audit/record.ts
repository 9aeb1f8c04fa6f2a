import type pg from "pg";
import { type Actor, type AuditEvent, aboutOf } from "./model.ts";

/** Names longer than this are not anybody's. */
const longestName = 300;

/**
 * Notes what somebody did. Given the client of a transaction, the event is there exactly when what it tells of is; given
 * the pool, it stands by itself.
 */
export async function recordAudit(
  client: pg.ClientBase | pg.Pool,
  { at, by, event }: { at: Date; by: Actor; event: AuditEvent },
): Promise<void> {
  const { kind, ...details } = event;
  const about = aboutOf(event);
  await client.query(
    `INSERT INTO audit_event (at, "actorId", "actorName", kind, about, details) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      at,
      by.id?.toLowerCase() ?? null,
      storable(by.name).slice(0, longestName) || "nobody named",
      kind,
      about === undefined ? null : storable(about),
      JSON.stringify(details, (_, value) => (typeof value === "string" ? storable(value) : value)),
    ],
  );
}

/** A search for a NUL or half a character is noted too, and PostgreSQL holds neither. */
function storable(text: string): string {
  return text.replaceAll("\0", "\uFFFD").toWellFormed();
}
