#!/usr/bin/env node
// Drop-in replacement for Prisma's native `schema-engine` binary (which `prisma` would download from
// binaries.prisma.sh): the same engine compiled to WASM, from npm (@prisma/schema-engine-wasm, same commit),
// spoken to over the same JSON-RPC-on-stdio protocol. Use: PRISMA_SCHEMA_ENGINE_BINARY=./schema-engine.mjs
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(import.meta.url);

async function loadWasm() {
  const bg = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const file = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg").replace(/\.js$/, ".wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { "./schema_engine_bg.js": bg });
  bg.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bg;
}

async function adapterFor(url) {
  const { bindMigrationAwareSqlAdapterFactory } = await import("@prisma/driver-adapter-utils");
  if (url?.startsWith("file:")) {
    const { PrismaBetterSqlite3 } = await import("@prisma/adapter-better-sqlite3");
    return bindMigrationAwareSqlAdapterFactory(new PrismaBetterSqlite3({ url }));
  }
  const { PrismaPg } = await import("@prisma/adapter-pg");
  const schema = (() => {
    try {
      return new URL(url).searchParams.get("schema") ?? undefined;
    } catch {
      return undefined;
    }
  })();
  const factory = new PrismaPg({ connectionString: url, max: 1 }, { schema });
  // adapter-pg 7.10 cannot read catalog columns of type "char" (OID 18, e.g. pg_class.relpersistence), which the
  // engine's introspection queries select: present them as text (OID 25).
  const asText = (q) => {
    const proto = Object.getPrototypeOf(Object.getPrototypeOf(q));
    if (!proto.performIO?.patched) {
      const io = proto.performIO;
      proto.performIO = async function (query) {
        const r = await io.call(this, query);
        for (const f of Array.isArray(r) ? [] : (r.fields ?? [])) if (f.dataTypeID === 18) f.dataTypeID = 25;
        return r;
      };
      proto.performIO.patched = true;
    }
    return q;
  };
  const { connect, connectToShadowDb } = factory;
  factory.connect = async () => asText(await connect.call(factory));
  factory.connectToShadowDb = async () => asText(await connectToShadowDb.call(factory));
  return bindMigrationAwareSqlAdapterFactory(factory);
}

const argv = process.argv.slice(2);
const datamodels = [],
  rest = [];
let datasource = {};
for (let i = 0; i < argv.length; i++) {
  if (argv[i] === "--datamodels") datamodels.push(argv[++i]);
  else if (argv[i] === "--datasource") datasource = JSON.parse(argv[++i]);
  else if (argv[i].startsWith("--enabled") || argv[i].startsWith("--extension")) i++;
  else rest.push(argv[i]);
}
const log = (level, message, extra = {}) =>
  process.stderr.write(
    "\n" +
      JSON.stringify({
        timestamp: new Date().toISOString(),
        level,
        fields: { message, ...extra },
        target: "schema_engine::logger",
      }),
  ); // the CLI drops the first line of stderr and wants no trailing newline

if (rest[0] === "--version" || rest[0] === "-V") {
  const v = JSON.parse(
    readFileSync(
      require.resolve("@prisma/schema-engine-wasm/schema_engine_bg").replace("schema_engine_bg.js", "package.json"),
    ),
  ).version;
  console.log(`schema-engine-wasm ${v}`);
  process.exit(0);
}
if (rest[0] === "cli") {
  const { default: pg } = await import("pg");
  const u = new URL(datasource.url);
  if (u.protocol === "file:") process.exit(0);
  const db = decodeURIComponent(u.pathname.slice(1));
  try {
    if (rest[1] === "create-database") {
      u.pathname = "/postgres";
      const c = new pg.Client({ connectionString: u.href });
      await c.connect();
      await c.query(`CREATE DATABASE "${db.replaceAll('"', '""')}"`);
      await c.end();
    } else {
      const c = new pg.Client({ connectionString: datasource.url });
      await c.connect();
      await c.end();
    }
    log("INFO", "Connection successful");
    process.exit(0);
  } catch (e) {
    log("ERROR", e.message, { error_code: e.code === "3D000" ? "P1003" : "P1001", is_panic: false });
    process.exit(1);
  }
}
const bg = await loadWasm();
let engine;
const getEngine = async () =>
  (engine ??= await bg.SchemaEngine.new(
    { datamodels: datamodels.length ? datamodels.map((f) => [f, readFileSync(f, "utf8")]) : undefined },
    () => {},
    await adapterFor(datasource.url ?? "postgresql://none"),
  ));
const alias = { getDatabaseVersion: "version" };
let printId = 0;
let pending = 0,
  ended = false;
const maybeExit = () => {
  if (ended && !pending) process.exit(0);
};
createInterface({ input: process.stdin })
  .on("line", async (line) => {
    const { id, method, params } = JSON.parse(line);
    if (!method) return; // answer to our print
    pending++;
    const out = { jsonrpc: "2.0", id };
    try {
      const e = await getEngine();
      if (process.env.SHIM_DEBUG) console.error("RPC", method, JSON.stringify(params).slice(0, 600));
      let p = params;
      if (method === "diff") p = { ...params };
      const r = await e[alias[method] ?? method](p);
      if (method === "diff" && r?.stdout != null)
        process.stdout.write(
          JSON.stringify({ jsonrpc: "2.0", id: `p${printId++}`, method: "print", params: { content: r.stdout } }) +
            "\n",
        );
      out.result = r ?? {};
    } catch (e) {
      const m = e?.message ?? String(e);
      let data;
      try {
        data = JSON.parse(m);
      } catch {
        data = undefined;
      }
      out.error = {
        code: 4466,
        message: "An error happened. Check the data field for details.",
        data: {
          is_panic: false,
          message: data?.message ?? m,
          error_code: e?.code ?? data?.error_code,
          meta: e?.meta ?? null,
        },
      };
    }
    process.stdout.write(JSON.stringify(out) + "\n");
    pending--;
    maybeExit();
  })
  .on("close", () => {
    ended = true;
    maybeExit();
  });
