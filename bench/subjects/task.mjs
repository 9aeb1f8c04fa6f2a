// What a measured program is given and what it answers: one JSON argument, one JSON line.

/**
 * The tenant and the query of one measurement.
 *
 * @returns {{origin: string, tenantId: string, clientId: string, clientSecret: string, select: string[], part?: number,
 *   columns: Record<string, string>, databaseUrl?: string}} `select`: Graph's names of the properties that Rollcall
 *   mirrors; `columns`: their SQL types; `part`: how many people are asked for one by one
 */
export function readTask() {
  return JSON.parse(process.argv[2] ?? "");
}

/** Says what was done: the people read, and the milliseconds without the start of the process. */
export function tell({ people, began, ...more }) {
  process.stdout.write(`${JSON.stringify({ people, ownMs: performance.now() - began, ...more })}\n`);
}
