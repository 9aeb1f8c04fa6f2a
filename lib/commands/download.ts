import type { Context } from "../context.ts";

/** A CSV file that is made while it is taken; giving `chunks` up (`return()`) ends the query behind it. */
export type Download = { columns: readonly string[]; chunks: AsyncGenerator<string>; fileName: string };

export type DownloadOptions = {
  /** Names separated by commas; all columns when absent. */
  columns?: string;
  excel?: boolean;
  raw?: boolean;
};

/** `rollcall-users-2026-11-23.csv`, with the day in UTC. */
export function fileNameOf(what: string, { now }: Pick<Context, "now">): string {
  return `rollcall-${what}-${now().toISOString().slice(0, 10)}.csv`;
}
