import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded, stopEmbedded } from "../db/embedded.ts";
import { type EmbeddedPlace, embeddedPlace } from "../db/embedded-place.ts";
import { applyMigrations } from "../db/migrations.ts";
import { isProcessAlive } from "../db/process-alive.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the migrated template; test databases are copies of it on the same server. */
    templateDatabaseUrl: string;
  }
}

const prefix = "rollcall-test-";

/** Vitest's global setup: one real PostgreSQL for the whole run, with one migrated database to copy. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  // A folder of its own outside the checkout, which the server's account may not be able to enter.
  const dataDirectory = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  chmodSync(dataDirectory, 0o711);
  const place = placeIn(dataDirectory);
  const { url } = await startEmbedded(place, { database: "template" });
  await applyMigrations({ url });
  project.provide("templateDatabaseUrl", url);
  return () => remove(place, dataDirectory);
}

function placeIn(dataDirectory: string): EmbeddedPlace {
  return embeddedPlace({ dataDirectory, dataDirectoryGiven: true });
}

async function remove(place: EmbeddedPlace, dataDirectory: string): Promise<void> {
  await stopEmbedded(place);
  rmSync(dataDirectory, { recursive: true, force: true });
}

/** A test run that was killed leaves its server behind: whoever tests next ends it. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (!pid || isProcessAlive(Number(pid))) continue;
    const dataDirectory = join(tmpdir(), name);
    await remove(placeIn(dataDirectory), dataDirectory).catch(() => {
      // Left by another account, and that account's to remove.
    });
  }
}
