import { randomUUID } from "node:crypto";
import type { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { checkoutDirectory, packageDirectory } from "../config/checkout.ts";
import { AppError } from "../errors.ts";

type EngineModule = typeof import("@prisma/schema-engine-wasm") & { __wbg_set_wasm(exports: unknown): void };

let loaded: Promise<EngineModule> | undefined;

export type OpenSchemaEngine = {
  engine: SchemaEngine;
  /** What really went wrong: the engine throws numbers of errors that its adapter keeps, or a follow-up of the first. */
  explain(thrown: unknown): Error;
};

/**
 * Prisma's schema engine, compiled to WebAssembly and published on npm: the native one is a download from Prisma's own
 * server, which closed networks refuse. It speaks to PostgreSQL through `pool` (see `enginePool`); the caller ends that.
 *
 * @param datamodels files of the Prisma schema, only needed for what compares or changes the schema
 */
export async function openSchemaEngine({
  pool,
  datamodels = [],
}: {
  pool: pg.Pool;
  datamodels?: string[];
}): Promise<OpenSchemaEngine> {
  loaded ??= loadEngine();
  const module = await loaded;
  const sources = datamodels.map((file): [string, string] => [file, readFileSync(file, "utf8")]);
  const adapter = new EngineAdapter(pool);
  const factory = bindMigrationAwareSqlAdapterFactory(adapter);
  const explain = (thrown: unknown): Error => {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const number = /External error id#(\d+)/.exec(error.message)?.[1];
    const kept = number === undefined ? undefined : factory.errorRegistry.consumeError(Number(number))?.error;
    return adapter.failedScript ?? (kept instanceof Error ? kept : error);
  };
  const options = { datamodels: sources.length > 0 ? sources : undefined };
  try {
    return { engine: await module.SchemaEngine.new(options, () => {}, factory), explain };
  } catch (thrown) {
    throw explain(thrown);
  }
}

/** The package's own entry imports its .wasm file as a module, which neither Node 20 nor a bundler does. */
async function loadEngine(): Promise<EngineModule> {
  const folder = packageDirectory("@prisma/schema-engine-wasm", { from: checkoutDirectory() });
  if (!folder) throw new AppError("configuration", "@prisma/schema-engine-wasm is not installed: run npm ci.");
  const address = pathToFileURL(join(folder, "schema_engine_bg.js")).href;
  const module: EngineModule = await import(/* turbopackIgnore: true */ /* @vite-ignore */ address);
  const { instance } = await WebAssembly.instantiate(readFileSync(join(folder, "schema_engine_bg.wasm")), {
    "./schema_engine_bg.js": module as unknown as WebAssembly.ModuleImports,
  });
  module.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return module;
}

/** A pool the engine can work with. One connection, so that what it sets and locks holds for all it does. */
export function enginePool({ url, verify }: { url: string; verify?: pg.PoolConfig["verify"] }): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0, verify });
  pool.on("error", () => {});
  // The engine reads catalogue columns of type "char" (OID 18), which adapter-pg 7.10 refuses: they are announced as text.
  pool.on("connect", (client) => {
    const { connection } = client as unknown as { connection: EventEmitter };
    connection.prependListener("rowDescription", ({ fields }: { fields: pg.FieldDef[] }) => {
      for (const field of fields) if (field.dataTypeID === 18) field.dataTypeID = 25;
    });
  });
  return pool;
}

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** adapter-pg 7.10 with two faults taken out that only migrations meet. */
class EngineAdapter extends PrismaPg {
  readonly #pool: pg.Pool;
  failedScript: Error | undefined;

  constructor(pool: pg.Pool) {
    super(pool);
    this.#pool = pool;
  }

  override async connect(): Promise<Adapter> {
    return this.#runsWholeScripts(await super.connect(), this.#pool);
  }

  /** adapter-pg makes the shadow database and then connects to the real one, since a connection string outweighs it. */
  override async connectToShadowDb(): Promise<Adapter> {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    const url = new URL(this.#pool.options.connectionString ?? "");
    url.pathname = `/${name}`;
    await this.#pool.query(`CREATE DATABASE "${name}"`);
    const pool = enginePool({ url: url.href });
    const adapter = this.#runsWholeScripts(await new PrismaPg(pool).connect(), pool);
    adapter.dispose = async () => {
      await pool.end();
      await this.#pool.query(`DROP DATABASE IF EXISTS "${name}"`);
    };
    return adapter;
  }

  /**
   * adapter-pg cuts a script at every semicolon, in comments, strings and function bodies too. Sent in one piece, as
   * the native engine does, PostgreSQL cuts it itself and runs it as one transaction.
   */
  #runsWholeScripts(adapter: Adapter, pool: pg.Pool): Adapter {
    adapter.executeScript = async (script) => {
      try {
        await pool.query(script);
      } catch (error) {
        this.failedScript ??= error as Error;
        // biome-ignore lint/complexity/useLiteralKeys: protected in the types; only it makes the error the engine can read
        adapter["onError"](error);
      }
    };
    return adapter;
  }
}
