const wordsPerDigest = 2;

/** 64 bits of a digest for each entry of a `PackedIds`: eight bytes, and nothing at all until the first is kept. */
export class PackedDigests {
  #words = new Uint32Array(0);

  /** @param capacity entries to make room for at once; more are taken as they come */
  reserve(capacity: number): void {
    if (capacity * wordsPerDigest > this.#words.length) this.#grow(capacity);
  }

  /** Keeps the first 16 hexadecimal digits. */
  set(entry: number, digest: string): void {
    if ((entry + 1) * wordsPerDigest > this.#words.length) this.#grow(Math.max(1_024, entry * 2));
    this.#words[entry * wordsPerDigest] = Number.parseInt(digest.slice(0, 8), 16);
    this.#words[entry * wordsPerDigest + 1] = Number.parseInt(digest.slice(8, 16), 16);
  }

  has(entry: number, digest: string): boolean {
    return (
      this.#words[entry * wordsPerDigest] === Number.parseInt(digest.slice(0, 8), 16) &&
      this.#words[entry * wordsPerDigest + 1] === Number.parseInt(digest.slice(8, 16), 16)
    );
  }

  #grow(capacity: number): void {
    const larger = new Uint32Array(capacity * wordsPerDigest);
    larger.set(this.#words);
    this.#words = larger;
  }
}
