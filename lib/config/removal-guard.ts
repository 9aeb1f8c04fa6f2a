import type { RemovalGuard } from "./config.ts";

/** `20%,10` as people write it in the environment and on the command line; undefined when it is nothing of the kind. */
export function parseRemovalGuard(text: string): RemovalGuard | undefined {
  const match = /^\s*(\d{1,3}(?:\.\d{1,6})?)\s*%\s*,\s*(\d{1,9})\s*$/.exec(text);
  if (!match || Number(match[1]) > 100) return undefined;
  return { share: Number(match[1]) / 100, people: Number(match[2]) };
}
