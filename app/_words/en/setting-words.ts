import type { CopiedMemberships, RemovalGuard, Schedule } from "#lib/config/config.ts";

/** The value of each setting as a person would say it. */
export function groupWords(group: string | undefined): string {
  if (group === undefined) return "No group is named: nothing can be read yet";
  return group === "*" ? "* (every user of the directory)" : group;
}

export function scheduleWords(schedule: Schedule | undefined): string {
  return schedule ? `Changes at ${schedule.delta}, everything at ${schedule.full} (UTC)` : "Off";
}

export function removalGuardWords({ share, people }: RemovalGuard): string {
  return `More than ${percentOf(share)} % and more than ${people} people`;
}

export function membershipsWords(memberships: CopiedMemberships): string {
  return memberships === "all" ? "Of every group" : "Of the groups in scope";
}

export function retentionWords(days: number | undefined): string {
  if (days === undefined) return "For ever";
  return days === 1 ? "1 day" : `${days} days`;
}

/** A share as the number of percent that a person types: 0.125 → 12.5. */
export function percentOf(share: number): number {
  return Math.round(share * 10_000) / 100;
}
