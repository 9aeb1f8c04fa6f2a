import { wordAt } from "./hexadecimal.ts";

const wordsPerDigest = 2;

/** 64 bits of a digest for each entry of a `PackedIds`: eight bytes, and nothing at all until the first is kept. */
export class PackedDigests {
  #words = new Int32Array(0);

  /** @param capacity entries to make room for at once; more are taken as they come */
  reserve(capacity: number): void {
    if (capacity * wordsPerDigest > this.#words.length) this.#grow(capacity);
  }

  /** Keeps the first 16 hexadecimal digits. */
  set(entry: number, digest: string): void {
    if ((entry + 1) * wordsPerDigest > this.#words.length) this.#grow(Math.max(1_024, entry * 2));
    this.#words[entry * wordsPerDigest] = wordAt(digest, 0);
    this.#words[entry * wordsPerDigest + 1] = wordAt(digest, 8);
  }

  /** Whether the first 16 digits are those that were kept. */
  has(entry: number, digest: string): boolean {
    const at = entry * wordsPerDigest;
    return this.#words[at] === wordAt(digest, 0) && this.#words[at + 1] === wordAt(digest, 8);
  }

  /** Keeps none of the entry. */
  clear(entry: number): void {
    this.#words.fill(0, entry * wordsPerDigest, (entry + 1) * wordsPerDigest);
  }

  #grow(capacity: number): void {
    const larger = new Int32Array(capacity * wordsPerDigest);
    larger.set(this.#words);
    this.#words = larger;
  }
}
