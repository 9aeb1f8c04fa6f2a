import { finished } from "node:stream/promises";
import type pg from "pg";
import { from } from "pg-copy-streams";

/** Lines on their way into a table of staging. */
export type CopyIn = {
  /** Takes a line of CSV without its end; resolves at once unless many wait. */
  add(line: string): Promise<void> | undefined;
  /** Resolves when every line is in the table. */
  flush(): Promise<void>;
};

/** Characters that are collected before they are sent; half a megabyte is a few pages. */
const sentAt = 512 * 1_024;

/**
 * Writes lines with COPY, the quickest way into PostgreSQL, while the caller goes on reading: one portion is under way
 * and one is being filled, so that a slow database slows the reader down instead of filling its memory.
 */
export function copyInto(client: pg.ClientBase, { table, columns }: { table: string; columns: string }): CopyIn {
  let lines: string[] = [];
  let length = 0;
  let underWay: Promise<void> = Promise.resolve();
  const send = () => {
    const portion = `${lines.join("\n")}\n`;
    lines = [];
    length = 0;
    underWay = underWay.then(() => copy(client, { table, columns, portion }));
    // Thrown where the next portion or the end waits for it.
    underWay.catch(() => {});
  };
  return {
    add(line) {
      lines.push(line);
      length += line.length;
      if (length < sentAt) return undefined;
      const before = underWay;
      send();
      return before;
    },
    async flush() {
      if (lines.length > 0) send();
      await underWay;
    },
  };
}

async function copy(
  client: pg.ClientBase,
  { table, columns, portion }: { table: string; columns: string; portion: string },
): Promise<void> {
  const stream = client.query(from(`COPY ${table} (${columns}) FROM STDIN (FORMAT csv)`));
  stream.end(portion);
  await finished(stream);
}
