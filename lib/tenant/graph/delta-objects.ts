import { type Folded, foldChanges } from "../directory/change-log.ts";
import { type Directory, idOf, kindOf } from "../directory/directory.ts";
import type { Round } from "./delta-round.ts";
import type { GraphRequest } from "./request.ts";

/** A link of a relationship as delta writes it: type and id, and `@removed` when it ended. */
export type DeltaLink = { "@odata.type": string; id: string; "@removed"?: { reason: "deleted" } };

export function linkOf(directory: Directory, number: number): DeltaLink {
  // What is gone for good was a user or a group; those are the kinds that can go.
  const kind = kindOf(directory, number) ?? (directory.deletedGroups.has(number) ? "group" : "user");
  return { "@odata.type": `#microsoft.graph.${kind}`, id: idOf(directory, number) };
}

export function endedLink(directory: Directory, number: number): DeltaLink {
  return { ...linkOf(directory, number), "@removed": { reason: "deleted" } };
}

export function removedObject(id: string, reason: "changed" | "deleted"): Record<string, unknown> {
  return { id, "@removed": { reason } };
}

/**
 * The selected properties of an object as delta answers them: never-set ones are absent, emptied ones null, lists always
 * there. `only` narrows to what changed, for callers that prefer a minimal answer.
 */
export function deltaProperties(
  values: Readonly<Record<string, unknown>>,
  choice: { names: readonly string[]; cleared: ReadonlySet<string> | undefined; only: ReadonlySet<string> | undefined },
): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const name of choice.names) {
    if (choice.only && !choice.only.has(name)) continue;
    const value = values[name];
    if (value !== null && value !== undefined) answer[name] = value;
    else if (choice.cleared?.has(name)) answer[name] = null;
  }
  return { ...answer, id: values.id };
}

/** The changed objects of a round; kept between its pages, because folding a long log anew for each would cost n². */
export function changesOf(request: GraphRequest, { from, to }: Round): readonly Folded[] {
  const { tenant } = request;
  if (from === "everything") return [];
  const known = tenant.lastFold;
  if (known?.from === from && known.to === to) return known.folded;
  const folded = foldChanges(tenant.directory.log, { from, to });
  tenant.lastFold = { from, to, folded };
  return folded;
}
