import { recordAudit } from "../audit/record.ts";
import type { ActingContext, Context } from "../context.ts";
import { findPerson } from "../directory/users.ts";
import { AppError } from "../errors.ts";
import { forgetCopies } from "../graph/sync/closing/left-out.ts";
import { inTransaction } from "../graph/sync/transaction.ts";
import type { StoredPart } from "../privacy/model.ts";
import { countRowsAbout, erasePerson as eraseRows, type Named, rowsAbout } from "../privacy/person-data.ts";
import { storedData } from "../privacy/stored-data.ts";
import { personId } from "./person-id.ts";
import { whileNobodyReads } from "./while-nobody-reads.ts";

export type { StoredPart } from "../privacy/model.ts";

/** Everything that Rollcall stores, part by part. */
export function everythingStored(): readonly StoredPart[] {
  return storedData;
}

/** What is stored of somebody, in short. `copy`: how the copy has them; `none` for a name in other people's rows alone. */
export type PersonStored = Named & {
  displayName: string | null;
  copy: "live" | "removed" | "none";
  parts: { part: StoredPart; rows: number }[];
};

/** What is stored of a person, named by object id or sign-in name; undefined when nothing is. */
export async function personStored(
  context: Context,
  { idOrName }: { idOrName: string },
): Promise<PersonStored | undefined> {
  const id = await personId(context, { idOrName });
  if (id === undefined) return undefined;
  const person = await findPerson(context, { id });
  const named = { id, userPrincipalName: person?.userPrincipalName ?? null };
  const parts = await countRowsAbout(context.db, named);
  if (parts.length === 0) return undefined;
  const copy = !person ? "none" : person.deletedAt ? "removed" : "live";
  return { ...named, displayName: person?.displayName ?? null, copy, parts };
}

/**
 * Everything that is stored of one person, by table. That it was handed out is noted.
 *
 * @throws AppError `not-found` when nothing is stored of such a person.
 */
export async function exportPerson(
  context: ActingContext,
  { idOrName }: { idOrName: string },
): Promise<{ person: string; exportedAt: string; tables: Record<string, unknown[]> }> {
  const { db, now, actor } = context;
  const stored = await personStored(context, { idOrName });
  if (!stored) throw nothingStored();
  const tables = await rowsAbout(db, stored);
  await recordAudit(db.pool, { at: now(), by: actor, event: { kind: "person-exported", person: stored.id } });
  return { person: stored.id, exportedAt: now().toISOString(), tables };
}

/**
 * Erases one person from the copy. No list keeps them out: a directory is copied as it is, so while they are in the group
 * to sync the next run, which then reads everything, copies them again as somebody new.
 *
 * @param confirmation their sign-in name or object id, typed anew
 * @throws AppError `not-found`, `run-in-progress`; `bad-input` when the confirmation names somebody else.
 */
export async function erasePerson(
  context: ActingContext,
  { idOrName, confirmation }: { idOrName: string; confirmation: string },
): Promise<{ person: string; rows: Record<string, number> }> {
  return await whileNobodyReads(context, {
    what: "erasing a person",
    work: async () => {
      const stored = await personStored(context, { idOrName });
      if (!stored) throw nothingStored();
      const names = [stored.id, stored.userPrincipalName].map((name) => name?.toLowerCase());
      if (!names.includes(confirmation.trim().toLowerCase())) {
        throw new AppError(
          "bad-input",
          "What was typed is not this person’s sign-in name or object id; nothing was erased.",
        );
      }
      const at = context.now();
      return await inTransaction(context.db, async (client) => {
        const rows = await eraseRows(client, { id: stored.id, at, by: context.actor });
        await forgetCopies(client);
        const event = { kind: "person-erased", person: stored.id, rows } as const;
        await recordAudit(client, { at, by: context.actor, event });
        return { person: stored.id, rows };
      });
    },
  });
}

function nothingStored(): AppError {
  return new AppError("not-found", "Nothing is stored of a person of this object id or sign-in name.");
}
