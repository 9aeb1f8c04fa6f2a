import type { Database } from "../db/database.ts";

/** What decides about an account, as the copy has it. */
export type Account = {
  accountEnabled: boolean | null;
  deletedReason: string | null;
  userType: string | null;
  changedAt: Date;
};

/** An account by its object id; undefined when the copy never held it. */
export async function accountOf({ db }: { db: Database }, { id }: { id: string }): Promise<Account | undefined> {
  const row = await db.prisma.microsoftGraphUser.findUnique({
    where: { id },
    select: { accountEnabled: true, deletedReason: true, userType: true, changedAt: true },
  });
  return row ?? undefined;
}
