import { createHash } from "node:crypto";
import type { CopyIn } from "./copy-in.ts";
import { mark } from "./mark.ts";
import { PackedIds } from "./packed-ids.ts";

/** One direct membership of the mirror. */
export type Pair = { groupId: string; memberId: string };

/**
 * The direct memberships of the groups that are read: those the mirror has, those this run has read, and where the difference
 * is staged. A pair is one entry, the member's id salted with the group's.
 */
export class Memberships {
  /** Groups whose members this run has read. */
  readonly read = new Set<string>();
  readonly #pairs = new PackedIds();
  readonly #copy: CopyIn;
  readonly #groups: { id: string; salt: Uint32Array }[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #types: string[] = [];
  #groupOf = new Uint32Array(1_024);

  constructor({ copy }: { copy: CopyIn }) {
    this.#copy = copy;
  }

  /** Enters a membership of the mirror. */
  know(groupId: string, memberId: string, { type }: { type: string }): void {
    const pair = this.#add(groupId, memberId);
    this.#pairs.set(pair, mark.stored);
    this.#pairs.kinds[pair] = this.#numberOf(type);
  }

  /** Enters a membership that was read; what the mirror does not have, or has with another type, is staged. */
  see(groupId: string, memberId: string, { type }: { type: string }): Promise<void> | undefined {
    this.read.add(groupId);
    const pair = this.#add(groupId, memberId);
    const isKnown = this.#pairs.has(pair, mark.stored | mark.seen);
    this.#pairs.set(pair, mark.seen);
    const number = this.#numberOf(type);
    if (isKnown && this.#pairs.kinds[pair] === number) return undefined;
    this.#pairs.kinds[pair] = number;
    return this.#copy.add(`${groupId},${memberId},${type}`);
  }

  /** Memberships of the mirror that were not read. */
  *notSeen(): Generator<Pair> {
    for (const pair of this.#pairs.entries({ having: mark.stored, lacking: mark.seen })) {
      const group = this.#groups[this.#groupOf[pair] ?? 0];
      if (group) yield { groupId: group.id, memberId: this.#pairs.idOf(pair, group) };
    }
  }

  /** Believes what the mirror has of groups whose lists are not. */
  keep(groupIds: ReadonlySet<string>): void {
    for (const pair of this.#pairs.entries({ having: mark.stored, lacking: mark.seen })) {
      const group = this.#groups[this.#groupOf[pair] ?? 0];
      if (group && groupIds.has(group.id)) this.#pairs.set(pair, mark.seen);
    }
  }

  flush(): Promise<void> {
    return this.#copy.flush();
  }

  #add(groupId: string, memberId: string): number {
    const number = this.#numbers.get(groupId) ?? this.#enterGroup(groupId);
    const pair = this.#pairs.add(memberId, this.#groups[number]);
    if (pair >= this.#groupOf.length) {
      const larger = new Uint32Array(this.#groupOf.length * 2);
      larger.set(this.#groupOf);
      this.#groupOf = larger;
    }
    this.#groupOf[pair] = number;
    return pair;
  }

  #enterGroup(id: string): number {
    const hash = createHash("sha256").update(id).digest();
    this.#groups.push({ id, salt: new Uint32Array([0, 4, 8, 12].map((at) => hash.readUInt32BE(at))) });
    this.#numbers.set(id, this.#groups.length - 1);
    return this.#groups.length - 1;
  }

  #numberOf(type: string): number {
    const number = this.#types.indexOf(type);
    return number >= 0 ? number : this.#types.push(type) - 1;
  }
}
