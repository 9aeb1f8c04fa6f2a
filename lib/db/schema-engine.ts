import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, type SqlQuery } from "@prisma/driver-adapter-utils";
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
  return pool;
}

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** adapter-pg 7.10 with three faults taken out that only the schema engine meets. */
class EngineAdapter extends PrismaPg {
  readonly #pool: pg.Pool;
  failedScript: Error | undefined;

  constructor(pool: pg.Pool) {
    super(pool);
    this.#pool = pool;
  }

  override async connect(): Promise<Adapter> {
    return this.#mended(await super.connect(), this.#pool);
  }

  /** adapter-pg makes the shadow database and then connects to the real one, since a connection string outweighs it. */
  override async connectToShadowDb(): Promise<Adapter> {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    const url = new URL(this.#pool.options.connectionString ?? "");
    url.pathname = `/${name}`;
    await this.#pool.query(`CREATE DATABASE "${name}"`);
    const pool = enginePool({ url: url.href });
    const adapter = this.#mended(await new PrismaPg(pool).connect(), pool);
    adapter.dispose = async () => {
      await pool.end();
      await this.#pool.query(`DROP DATABASE IF EXISTS "${name}"`);
    };
    return adapter;
  }

  #mended(adapter: Adapter, pool: pg.Pool): Adapter {
    readSingleCharacters(adapter);
    // adapter-pg cuts a script at every semicolon, in comments, strings and function bodies too. Sent in one piece, as
    // the native engine does, PostgreSQL cuts it itself and runs it as one transaction.
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

const oidOfChar = 18;
const oidOfText = 25;

/**
 * The engine reads catalogue columns of type "char" (kinds of relations and constraints) as one character; adapter-pg
 * refuses that type. Handed over as text, the engine panics as soon as PostgreSQL 18 lists its NOT NULL constraints.
 */
function readSingleCharacters(adapter: Adapter): void {
  const columnsOf = new WeakMap<unknown[], number[]>();
  const driver = adapter as unknown as { performIO(query: SqlQuery): Promise<pg.QueryArrayResult> };
  const performIO = driver.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  driver.performIO = async (query) => {
    const result = await performIO(query);
    const columns: number[] = [];
    result.fields.forEach((field, column) => {
      if (field.dataTypeID !== oidOfChar) return;
      field.dataTypeID = oidOfText;
      columns.push(column);
    });
    columnsOf.set(result.rows, columns);
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const column of columnsOf.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character;
    return result;
  };
}
