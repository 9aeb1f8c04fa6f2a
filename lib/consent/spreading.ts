import type { Database } from "../db/database.ts";
import { lastAttempt } from "./attempts.ts";

/** How long Microsoft's servers may take to agree with each other after a yes; seen: minutes. */
export const spreadingMs = 15 * 60 * 1_000;

/** Whether a yes came so lately that not all of Microsoft's servers need know it. */
export async function consentIsSpreading({ db }: { db: Database }, { now }: { now: Date }): Promise<boolean> {
  const outcome = (await lastAttempt({ db }))?.outcome;
  const since =
    outcome?.result === "unproven" ? outcome.approvedAt : outcome?.result === "granted" ? outcome.proof.at : undefined;
  return since !== undefined && now.getTime() - Date.parse(since) < spreadingMs;
}

/** When a page that waits for a consent to spread looks again, and until when it does so. */
export type NextLook = { seconds: number; until: Date };

/** Often at first, when most consents come through; then each minute. */
const pauses = [
  { untilMs: 60_000, seconds: 10 },
  { untilMs: 5 * 60_000, seconds: 30 },
  { untilMs: spreadingMs, seconds: 60 },
] as const;

/** The pause before the next look, by how long ago Entra said yes; undefined when waiting is no use any more. */
export function nextLook({ approvedAt, now }: { approvedAt: Date; now: Date }): NextLook | undefined {
  const age = now.getTime() - approvedAt.getTime();
  const pause = pauses.find(({ untilMs }) => age < untilMs);
  return pause && { seconds: pause.seconds, until: new Date(approvedAt.getTime() + spreadingMs) };
}
