import { parseCronItem } from "graphile-worker";

/** Whether the job worker understands a cron: five fields, numbers, lists, ranges and steps, no names. */
export function isCron(text: string): boolean {
  try {
    parseCronItem({ task: "sync", match: text });
    return true;
  } catch {
    return false;
  }
}
