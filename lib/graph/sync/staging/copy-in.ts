import { finished } from "node:stream/promises";
import type pg from "pg";
import { from } from "pg-copy-streams";

/** Lines on their way into a table of staging. */
export type CopyIn = {
  /** Takes a line of CSV without its end, as text or as bytes; resolves at once unless many wait. */
  add(line: string | Buffer): Promise<void> | undefined;
  /** Resolves when every line is in the table. */
  flush(): Promise<void>;
};

/** Bytes that are collected before they are sent; half a megabyte is a few pages. */
const portionSize = 512 * 1_024;
const lineEnd = 10;
/** The most that UTF-8 takes for one unit of a JavaScript text. */
const mostBytesPerUnit = 3;

/**
 * Writes lines with COPY, the quickest way into PostgreSQL, while the caller goes on reading: one portion is under way
 * and one is being filled, so that a slow database slows the reader down instead of filling its memory.
 *
 * Lines are collected as bytes, in memory that is used again: half a megabyte of texts would outlive several collections
 * of V8's young generation, which copies whatever lives each time. That was a quarter of a first load's processor time.
 */
export function copyInto(client: pg.ClientBase, { table, columns }: { table: string; columns: string }): CopyIn {
  const unused: Buffer[] = [];
  let portion: Buffer | undefined;
  let length = 0;
  let underWay: Promise<void> = Promise.resolve();
  const send = () => {
    if (!portion || length === 0) return;
    const [filled, bytes] = [portion, portion.subarray(0, length)];
    portion = undefined;
    length = 0;
    underWay = underWay.then(async () => {
      await copy(client, { table, columns, bytes });
      if (filled.length === portionSize) unused.push(filled);
    });
    // Thrown where the next portion or the end waits for it.
    underWay.catch(() => {});
  };
  return {
    add(line) {
      const size = (typeof line === "string" ? line.length * mostBytesPerUnit : line.length) + 1;
      let before: Promise<void> | undefined;
      if (portion && length + size > portion.length) {
        before = underWay;
        send();
      }
      portion ??= (size > portionSize ? undefined : unused.pop()) ?? Buffer.allocUnsafe(Math.max(size, portionSize));
      length += typeof line === "string" ? portion.write(line, length) : line.copy(portion, length);
      portion[length] = lineEnd;
      length += 1;
      return before;
    },
    async flush() {
      send();
      await underWay;
    },
  };
}

async function copy(
  client: pg.ClientBase,
  { table, columns, bytes }: { table: string; columns: string; bytes: Buffer },
): Promise<void> {
  const stream = client.query(from(`COPY ${table} (${columns}) FROM STDIN (FORMAT csv)`));
  stream.end(bytes);
  await finished(stream);
}
