import { join } from "node:path";
import { userColumns } from "../lib/directory/model.ts";
import { runMeasured } from "./measured-process.ts";
import type { Outcome } from "./results.ts";
import type { BenchTenant } from "./tenant.ts";

export type ReaderName = "floor-read" | "floor-copy" | "backstage" | "pnp" | "naive";

type Reading = {
  tenant: BenchTenant;
  folder: string;
  signal: AbortSignal;
  /** Where the floor with COPY writes to. */
  databaseUrl?: string;
  /** How many people the naive client asks for one by one. */
  part?: number;
};

type Told = { people: number; ownMs: number; asked?: number; listedMs?: number };

/** Runs one of the programs in subjects/ with the properties that Rollcall mirrors. */
export async function measureReader(name: ReaderName, reading: Reading): Promise<Outcome> {
  const { tenant, folder, signal, databaseUrl, part } = reading;
  const task = {
    ...tenant.address,
    ...{ databaseUrl, part },
    select: ["id", ...Object.keys(userColumns)],
    columns: { id: "text", ...userColumns },
  };
  const before = await tenant.counts();
  const script = join(import.meta.dirname, "subjects", `${name}.mjs`);
  const ended = await runMeasured({ script, args: [JSON.stringify(task)], directory: folder, signal });
  if (ended.state === "failed") return { state: "failed", reason: ended.reason };
  const { seconds, cpuSeconds, peakBytes, output } = ended;
  const told: Told = JSON.parse(output);
  const requests = (await tenant.counts()).requests - before.requests;
  return {
    state: "done",
    ...{ seconds, ownSeconds: told.ownMs / 1000, cpuSeconds, peakBytes, requests, people: told.people },
    ...extrapolated(told, { seconds, requests }),
  };
}

/** What the calls that were made cost, made for everybody; the listing before them was of everybody already. */
function extrapolated(
  { people, asked, listedMs = 0, ownMs }: Told,
  { seconds, requests }: { seconds: number; requests: number },
): Pick<Extract<Outcome, { state: "done" }>, "extrapolated"> {
  if (!asked || asked >= people) return {};
  const perPerson = (ownMs - listedMs) / 1000 / asked;
  const rest = people - asked;
  return { extrapolated: { asked, seconds: seconds + perPerson * rest, requests: requests + rest } };
}
