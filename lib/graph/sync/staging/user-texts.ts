import { hash } from "node:crypto";
import type pg from "pg";
import type { ReadItem } from "../../client/collection-bytes.ts";
import { type GraphUser, readUser, readUserBytes, userProperties } from "../../client/users.ts";
import { type Row, userRow } from "./rows.ts";
import type { StagedObjects } from "./staged-objects.ts";

/*
 * Most of what a full run reads is what the run before it read. Reading an object into a row costs ten times as much as
 * a digest of its bytes, so `sync_user_text` keeps which text made which row of whom. An object that comes with the same
 * bytes makes the same row; when PostgreSQL's row still has that row's digest, nothing is left to compare. PostgreSQL
 * looks at its rows while pages come in (`correctPeople`): whoever was believed too early is asked for again, by id.
 *
 * An entry says something of our code alone, nothing of the mirror or of a run: it may be written at any time, be lost,
 * be old or stand there twice. A row that somebody changed by hand has another digest, and its object is read.
 */

/** A user of a page: one whose text made the row that the mirror has, or one that was read. */
export type UserRead = { known: number; bytes: Buffer } | UserRow;

export type UserRow = { id: string; row: Row; isNameless: boolean; textDigest?: string };

/** Reads the users of a page, once it is known what the mirror has. */
export function userReader(people: StagedObjects): ReadItem<UserRead> {
  return (bytes) => {
    const textDigest = digestOfText(bytes);
    const known = people.ids.find(idIn(bytes));
    if (known >= 0 && people.texts.has(known, textDigest)) return { known, bytes };
    return { ...readRow(readUserBytes(bytes)), textDigest };
  };
}

export function readRow(user: GraphUser): UserRow {
  const isNameless = user.userPrincipalName === null && user.displayName === null;
  return { id: user.id, row: userRow(user), isNameless };
}

const beforeId = '"id":"';
const idLength = 36;

/** Perhaps the object's id; wherever it was found, only the digest decides whether the object is that of the id. */
function idIn(bytes: Buffer): string {
  const at = bytes.indexOf(beforeId) + beforeId.length;
  return bytes.toString("latin1", at, at + idLength);
}

/** Hexadecimal; its first 64 bits are kept. */
function digestOfText(bytes: Buffer): string {
  return hash("sha256", bytes, "hex");
}

/** Has something of everything that a row is made of. */
const sample = {
  ...Object.fromEntries(userProperties.map((name) => [name, `${name} (a, "b" \\ é)`])),
  id: "sample",
  businessPhones: ["+1 555", "{}", 'a "b" \\'],
  accountEnabled: true,
  onPremisesSyncEnabled: null,
  createdDateTime: "2024-02-29T10:11:12.5Z",
  manager: { id: "Sample", displayName: "Sample", userPrincipalName: null },
};

/** Another number once rows are made otherwise (32 bits, as PostgreSQL's `integer`): entries of before count no more. */
export const rulesOfRows = Number.parseInt(userRow(readUser(sample)).digest.slice(0, 8), 16) | 0;

/** A line of `sync_user_text`: this text makes this row. */
export function textLine(id: string, { textDigest, rowDigest }: { textDigest: string; rowDigest: string }): string {
  return `${id.toLowerCase()},${rulesOfRows},\\x${textDigest.slice(0, 16)},\\x${rowDigest.slice(0, 16)}`;
}

/** Drops what later entries say anew, and what is said of people who are gone; after the mirror was written. */
export async function forgetOldTexts(client: pg.ClientBase): Promise<void> {
  await client.query("ANALYZE sync_user_text");
  await client.query(
    `DELETE FROM sync_user_text t USING (
       SELECT id, max(ctid) AS last FROM sync_user_text GROUP BY id HAVING count(*) > 1
     ) AS repeated WHERE t.id = repeated.id AND t.ctid <> repeated.last`,
  );
  await client.query(
    `DELETE FROM sync_user_text t WHERE NOT EXISTS (
       SELECT 1 FROM microsoft_graph_user u WHERE u.id = t.id AND u."deletedAt" IS NULL)`,
  );
}
