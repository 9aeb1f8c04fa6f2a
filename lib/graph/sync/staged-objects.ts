import type { CopyIn } from "./copy-in.ts";
import { mark } from "./mark.ts";
import { PackedIds } from "./packed-ids.ts";
import { type Cell, csvFields, digestOf, recordText } from "./row-text.ts";

/** The people, or the groups: what the mirror has of them, what this run has read, and where the difference is staged. */
export class StagedObjects {
  readonly ids = new PackedIds();
  /** Lines in staging, and how many of them are a second copy of an object. */
  staged = 0;
  repeated = 0;
  readonly #copy: CopyIn;

  constructor({ copy }: { copy: CopyIn }) {
    this.#copy = copy;
  }

  /** Enters a row of the mirror by its digest. */
  know(id: string, { isLive, digest }: { isLive: boolean; digest: string }): void {
    const entry = this.ids.add(id);
    this.ids.set(entry, mark.stored | (isLive ? mark.live : 0));
    this.ids.setDigest(entry, digest);
  }

  /** Enters an object that an interrupted run has staged. */
  resume(id: string): void {
    const entry = this.ids.add(id);
    if (this.ids.has(entry, mark.staged)) this.repeated += 1;
    this.ids.set(entry, mark.seen | mark.staged);
    this.staged += 1;
  }

  /** Forgets that these were seen and staged; their lines are the caller's to delete. */
  forget(entries: Iterable<number>): void {
    for (const entry of entries) {
      this.ids.clear(entry, mark.seen | mark.staged);
      this.staged -= 1;
    }
  }

  /**
   * Enters an object that was read and stages it when it differs from the mirror. A second copy (Graph may repeat an
   * object on another page) replaces the first, also when it is the one that equals the mirror.
   */
  see(entry: number, cells: readonly Cell[]): Promise<void> | undefined {
    const { ids } = this;
    ids.set(entry, mark.seen);
    const text = recordText(cells);
    const isRepeated = ids.has(entry, mark.staged);
    if (!isRepeated && ids.has(entry, mark.live) && ids.hasDigest(entry, digestOf(text))) return undefined;
    if (isRepeated) this.repeated += 1;
    ids.set(entry, mark.staged);
    this.staged += 1;
    return this.#copy.add(`${ids.idOf(entry)},${csvFields(text)}`);
  }

  /** Live rows of the mirror that were not read, in the order of their ids. */
  notSeen(): string[] {
    return this.#idsOf({ having: mark.live, lacking: mark.seen });
  }

  /** People of the scope whose user object was not received, in the order of their ids. */
  membersNotSeen(): string[] {
    return this.#idsOf({ having: mark.member, lacking: mark.seen });
  }

  flush(): Promise<void> {
    return this.#copy.flush();
  }

  #idsOf(flags: { having: number; lacking: number }): string[] {
    return [...this.ids.entries(flags)].map((entry) => this.ids.idOf(entry)).sort();
  }
}
