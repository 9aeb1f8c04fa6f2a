import type { CopyIn } from "./copy-in.ts";
import { mark } from "./mark.ts";
import { PackedDigests } from "./packed-digests.ts";
import { PackedIds } from "./packed-ids.ts";
import type { Row } from "./rows.ts";

/** The people, or the groups: what the mirror has of them, what this run has read, and where the difference is staged. */
export class StagedObjects {
  readonly ids = new PackedIds();
  /** Lines in staging, and how many of them are a second copy of an object. */
  staged = 0;
  repeated = 0;
  /** Of the text, as Graph wrote it, that made the row of the mirror. */
  readonly texts = new PackedDigests();
  /** Resolves when the digests of all rows are known to be theirs, and not only noted. */
  corrected: Promise<void> = Promise.resolve();
  readonly #rows = new PackedDigests();
  readonly #doubtful: number[] = [];
  readonly #copy: CopyIn;

  constructor({ copy }: { copy: CopyIn }) {
    this.#copy = copy;
  }

  /** Makes room for as many as there will be, roughly. */
  reserve(count: number): void {
    this.ids.reserve(count);
    this.#rows.reserve(count);
    this.texts.reserve(count);
  }

  /** Enters a row of the mirror by its digest, and by that of the text which made it; empty where none is known. */
  know(id: string, { isLive, digest, text }: { isLive: boolean; digest: string; text?: string }): void {
    const entry = this.ids.add(id);
    this.ids.set(entry, mark.stored | (isLive ? mark.live : 0) | (digest ? mark.noted : 0));
    if (digest) this.#rows.set(entry, digest);
    if (isLive && text) this.texts.set(entry, text);
  }

  /** Enters a row of the mirror whose digest was noted wrongly, or not at all, perhaps after the object was compared. */
  correct(id: string, row: { isLive: boolean; digest: string }): void {
    this.know(id, row);
    const entry = this.ids.find(id);
    this.texts.clear(entry);
    if (this.ids.has(entry, mark.seen) && !this.ids.has(entry, mark.staged)) this.#doubtful.push(entry);
  }

  /** Whether an object cannot be compared before `corrected`. */
  isUnsure(entry: number): boolean {
    return this.ids.has(entry, mark.live) && !this.ids.has(entry, mark.noted);
  }

  /** Objects that were found equal to what the mirror has not. */
  doubtful(): string[] {
    return this.#doubtful.map((entry) => this.ids.idOf(entry));
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
  see(entry: number, { digest, line }: Row): Promise<void> | undefined {
    const { ids } = this;
    ids.set(entry, mark.seen);
    const isRepeated = ids.has(entry, mark.staged);
    if (!isRepeated && ids.has(entry, mark.live) && this.#rows.has(entry, digest)) return undefined;
    if (isRepeated) this.repeated += 1;
    ids.set(entry, mark.staged);
    this.staged += 1;
    return this.#copy.add(line);
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
