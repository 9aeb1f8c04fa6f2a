import { createHash } from "node:crypto";
import { digitValues } from "./hexadecimal.ts";

const wordsPerId = 4;
const leastCapacity = 1_024;
/** Somebody else's count may be wrong, and should not take all memory. */
const mostReserved = 4_000_000;

/**
 * A set of object ids with a few facts about each, packed into typed arrays: a run knows of every person at once, and a
 * million ids as strings in a Map are 150 MB where these are 27.
 *
 * An entry is named by its number, 0 to `size` - 1, which never changes. Ids are compared without case, as Graph does;
 * what is not written as a GUID is kept as well, by its hash.
 */
export class PackedIds {
  size = 0;
  /** Bits whose meaning is the owner's. */
  flags = new Uint8Array(leastCapacity);
  /** A small number whose meaning is the owner's. */
  kinds = new Uint8Array(leastCapacity);
  #words = new Uint32Array(leastCapacity * wordsPerId);
  /** Open addressing: number of the entry + 1, 0 where free; at most five ninths full. */
  #slots = new Int32Array(leastCapacity * 2);
  readonly #notGuids = new Map<number, string>();
  readonly #sought = new Uint32Array(wordsPerId);

  /** The number of an id, or -1. */
  find(id: string): number {
    this.#read(id);
    return (this.#slots[this.#slotOfSought()] ?? 0) - 1;
  }

  /** The number of an id, which is entered when it is new. With a salt (four words) the same id is another entry. */
  add(id: string, { salt }: { salt?: Uint32Array } = {}): number {
    const isGuid = this.#read(id);
    if (salt) for (let word = 0; word < wordsPerId; word += 1) this.#sought[word] = xor(this.#sought, salt, word);
    const slot = this.#slotOfSought();
    const found = this.#slots[slot] ?? 0;
    if (found > 0) return found - 1;
    const entry = this.size;
    if (entry === this.flags.length) this.#resize(entry * 2);
    this.size += 1;
    if (!isGuid) this.#notGuids.set(entry, id.toLowerCase());
    this.#words.set(this.#sought, entry * wordsPerId);
    this.#slots[this.#slotOfSought()] = entry + 1;
    return entry;
  }

  has(entry: number, flag: number): boolean {
    return ((this.flags[entry] ?? 0) & flag) !== 0;
  }

  set(entry: number, flag: number): void {
    this.flags[entry] = (this.flags[entry] ?? 0) | flag;
  }

  clear(entry: number, flags: number): void {
    this.flags[entry] = (this.flags[entry] ?? 0) & ~flags;
  }

  clearAll(flags: number): void {
    for (let entry = 0; entry < this.size; entry += 1) this.clear(entry, flags);
  }

  /** The id in lower case; with the salt it was entered with. */
  idOf(entry: number, { salt = unsalted }: { salt?: Uint32Array } = {}): string {
    const notGuid = this.#notGuids.get(entry);
    if (notGuid !== undefined) return notGuid;
    const words = this.#words.subarray(entry * wordsPerId, (entry + 1) * wordsPerId);
    let digits = "";
    for (let word = 0; word < wordsPerId; word += 1) {
      digits += xor(words, salt, word).toString(16).padStart(8, "0");
    }
    const part = (from: number, to: number) => digits.slice(from, to);
    return `${part(0, 8)}-${part(8, 12)}-${part(12, 16)}-${part(16, 20)}-${part(20, 32)}`;
  }

  /** Numbers of the entries that have all of `having` and none of `lacking`. */
  *entries({ having = 0, lacking = 0 }: { having?: number; lacking?: number }): Generator<number> {
    for (let entry = 0; entry < this.size; entry += 1) {
      const flags = this.flags[entry] ?? 0;
      if ((flags & having) === having && (flags & lacking) === 0) yield entry;
    }
  }

  hasAny(flags: { having: number; lacking: number }): boolean {
    return this.entries(flags).next().done !== true;
  }

  count(having: number): number {
    let count = 0;
    for (let entry = 0; entry < this.size; entry += 1) if (this.has(entry, having)) count += 1;
    return count;
  }

  /** Puts the id's 128 bits into `#sought`. @returns whether it is written as a GUID. */
  #read(id: string): boolean {
    if (readGuid(id, this.#sought)) return true;
    const hash = createHash("sha256").update(id.toLowerCase()).digest();
    for (let word = 0; word < wordsPerId; word += 1) this.#sought[word] = hash.readUInt32BE(word * 4);
    return false;
  }

  /** Where the sought id is, or the free slot where it belongs. */
  #slotOfSought(): number {
    const mask = this.#slots.length - 1;
    const [a = 0, b = 0, c = 0, d = 0] = this.#sought;
    // GUIDs of a directory are random, but nothing promises it: two words mixed spread those that only count up.
    let slot = Math.imul(a ^ Math.imul(d, 0x9e3779b1), 0x85ebca6b) >>> 7;
    for (; ; slot += 1) {
      const at = slot & mask;
      const entry = (this.#slots[at] ?? 0) - 1;
      if (entry < 0) return at;
      const word = entry * wordsPerId;
      const words = this.#words;
      if (words[word] === a && words[word + 1] === b && words[word + 2] === c && words[word + 3] === d) return at;
    }
  }

  /** Makes room for so many at once: growing step by step leaves the smaller arrays about for a while. */
  reserve(capacity: number): void {
    const most = Math.min(capacity, mostReserved);
    if (most > this.flags.length) this.#resize(most);
  }

  #resize(capacity: number): void {
    this.flags = larger(this.flags, new Uint8Array(capacity));
    this.kinds = larger(this.kinds, new Uint8Array(capacity));
    this.#words = larger(this.#words, new Uint32Array(capacity * wordsPerId));
    this.#slots = new Int32Array(slotsFor(capacity));
    const sought = this.#sought.slice();
    for (let entry = 0; entry < this.size; entry += 1) {
      this.#sought.set(this.#words.subarray(entry * wordsPerId, (entry + 1) * wordsPerId));
      this.#slots[this.#slotOfSought()] = entry + 1;
    }
    this.#sought.set(sought);
  }
}

/** A power of two. Not twice the capacity: a million and some more would take 16 MB where 8 serve as well. */
function slotsFor(capacity: number): number {
  return 2 ** Math.ceil(Math.log2(capacity * 1.8));
}

const unsalted = new Uint32Array(wordsPerId);

function xor(left: Uint32Array, right: Uint32Array, word: number): number {
  return ((left[word] ?? 0) ^ (right[word] ?? 0)) >>> 0;
}

function larger<Numbers extends Uint8Array | Uint32Array>(before: Numbers, after: Numbers): Numbers {
  after.set(before);
  return after;
}

const dash = 45;
const guidLength = 36;

/** Reads a GUID into four words; false, and the words meaningless, for any other text. */
function readGuid(id: string, words: Uint32Array): boolean {
  if (id.length !== guidLength) return false;
  let word = 0;
  let digits = 0;
  for (let at = 0; at < guidLength; at += 1) {
    const code = id.charCodeAt(at);
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (code !== dash) return false;
      continue;
    }
    const value = code < 128 ? (digitValues[code] ?? 255) : 255;
    if (value === 255) return false;
    word = (word << 4) | value;
    digits += 1;
    if (digits % 8 === 0) words[digits / 8 - 1] = word;
  }
  return true;
}
