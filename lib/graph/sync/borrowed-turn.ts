import type { Database } from "../../db/database.ts";
import { findHolder, type Holder } from "./lease.ts";
import { connectForTurn, enterTurn, keepAlive } from "./turn.ts";

/**
 * Works while no run can begin, on behalf of a run that has ended (its held removals are decided). The run itself stays
 * as it is: when this process dies, what is left is a lease without a connection, which the next one to look takes away.
 *
 * @param options.holder who is named to others meanwhile
 * @returns `busy` with the holder when a run is going on.
 */
export async function whileNoRun<Result>(
  db: Database,
  { run, holder, at }: { run: number; holder: string; at: Date },
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<{ state: "done"; result: Result } | { state: "busy"; holder: Holder }> {
  const client = await connectForTurn(db);
  try {
    if (!(await enterTurn(client, { run, holder, at }))) {
      const other = await findHolder(db);
      await client.end();
      // Whoever had the turn may have just ended: then the way is free now.
      return other ? { state: "busy", holder: other } : await whileNoRun(db, { run, holder, at }, work);
    }
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  const turn = keepAlive(client, run);
  try {
    return { state: "done", result: await work(turn.signal) };
  } finally {
    await turn.release();
  }
}
