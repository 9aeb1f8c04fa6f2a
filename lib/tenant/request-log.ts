/** One request as the tenant saw it. Headers and bodies are left out: they carry secrets. */
export type RequestRecord = {
  method: string;
  /** Path and query as they were sent. */
  path: string;
  status: number;
  at: string;
  /** An item of a $batch; the batch itself has a record of its own. */
  batched: boolean;
};

export type RequestLog = { records: RequestRecord[]; limit: number; counts: RequestCounts };

/** All there ever were; the records of the oldest may be gone. */
export type RequestCounts = { requests: number; batched: number };

/** A long demo must not fill the memory: the oldest half goes when the log is full. */
export function record(log: RequestLog, entry: RequestRecord): void {
  if (log.records.length >= log.limit) log.records.splice(0, Math.ceil(log.limit / 2));
  log.records.push(entry);
  log.counts[entry.batched ? "batched" : "requests"] += 1;
}
