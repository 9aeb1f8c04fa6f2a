import type { Run } from "#lib/commands/runs.ts";
import { count, counted, duration, people } from "./amounts.ts";

/** A run as a sentence: "Read 1,204 people in 3.1 s; 6 changed, 2 were removed, 1 returned." */
export function runSentence(run: Run): string {
  if (run.state === "queued") return "Waiting for a worker.";
  if (run.state === "running") return "Going on now.";
  if (run.state === "failed") return `Stopped after ${duration(run.durationMs)}; nothing was changed.`;
  if (run.state === "cancelled") return "Stopped by a person; nothing was changed.";
  const read = readingOf(run);
  if (run.kind === "preview") return `${read}. A preview: ${wouldHappen(run)}; nothing was written.`;
  return `${read}; ${joined(changes(run)) || "nothing changed"}.`;
}

// A delta run reads the few who changed: "read 3 people" beside 270 on the overview would look like a loss.
function readingOf({ kind, counts, durationMs }: Run): string {
  const took = duration(durationMs);
  if (kind === "person") return `Asked for one person in ${took}`;
  if (kind !== "delta") return `Read ${people(counts.read)} in ${took}`;
  if (counts.read === 0) return `Asked for changes in ${took}`;
  return `Read the changes of ${people(counts.read)} in ${took}`;
}

function changes({ counts, membershipChanges, heldWaiting }: Run): string[] {
  return [
    counts.created > 0 && `${count(counts.created)} new`,
    counts.updated > 0 && `${count(counts.updated)} changed`,
    counts.removed > 0 && `${count(counts.removed)} ${counts.removed === 1 ? "was" : "were"} removed`,
    counts.restored > 0 && `${count(counts.restored)} returned`,
    membershipChanges > 0 && `${memberships(membershipChanges)} changed`,
    heldWaiting > 0 && `${counted(heldWaiting, { one: "removal waits", many: "removals wait" })} for a decision`,
  ].filter((part) => part !== false);
}

function wouldHappen({ counts, membershipChanges }: Run): string {
  const parts = [
    counts.created > 0 && `${people(counts.created)} would be new`,
    counts.updated > 0 && `${count(counts.updated)} would change`,
    counts.removed + counts.held > 0 && `${count(counts.removed + counts.held)} would be removed`,
    counts.restored > 0 && `${count(counts.restored)} would return`,
    counts.held > 0 && "the removals would be held",
    membershipChanges > 0 && `${memberships(membershipChanges)} would change`,
  ].filter((part) => part !== false);
  return joined(parts) || "nothing would change";
}

function memberships(number: number): string {
  return counted(number, { one: "membership", many: "memberships" });
}

function joined(parts: string[]): string {
  return parts.join(", ");
}
