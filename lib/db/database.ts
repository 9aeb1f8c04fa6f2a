import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client.ts";

/** Prisma for ordinary queries, and the pool it shares for bulk statements and streams. */
export type Database = {
  prisma: PrismaClient;
  pool: pg.Pool;
  /** The address, for those who need a connection of their own (the job queue, the run's lease). */
  url: string;
  close(): Promise<void>;
};

/** Opens a pool; connects on first use. `applicationName` shows in pg_stat_activity. */
export function openDatabase({
  url,
  applicationName,
  connections = 10,
}: {
  url: string;
  applicationName: string;
  connections?: number;
}): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections, application_name: applicationName });
  // An idle connection that breaks (the database was stopped) is dropped by the pool; unheard, it would end the process.
  pool.on("error", () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    url,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
