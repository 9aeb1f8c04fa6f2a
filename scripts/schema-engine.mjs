#!/usr/bin/env node
// Stands in for Prisma's native `schema-engine`, which `prisma` would download from binaries.prisma.sh: the same engine,
// as WebAssembly from npm, behind the same protocol (JSON-RPC, a line a message, on stdin and stdout).
// scripts/prisma.mjs points PRISMA_SCHEMA_ENGINE_BINARY here.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import pg from "pg";
import { register } from "tsx/esm/api";

// The engine's way to PostgreSQL is the product's own, and that is TypeScript.
register();
const { enginePool, openSchemaEngine } = await import("../lib/db/schema-engine.ts");

if (process.argv.includes("--version")) {
  console.log(`schema-engine-wasm ${createRequire(import.meta.url)("@prisma/engines-version").enginesVersion}`);
  process.exit(0);
}
const { command, datamodels, url } = parseArguments(process.argv.slice(2));
if (command[0] === "cli") process.exit(await answerOnce(command[1]));
serve();

/** The CLI's flags come before the command; what this engine has no use for is passed over with its value. */
function parseArguments(given) {
  const parsed = { command: [], datamodels: [], url: undefined };
  for (let index = 0; index < given.length; index += 1) {
    const word = given[index];
    if (word === "--datamodels") parsed.datamodels.push(given[++index]);
    else if (word === "--datasource") parsed.url = JSON.parse(given[++index]).url;
    else if (word.startsWith("--")) index += 1;
    else parsed.command.push(word);
  }
  return parsed;
}

/** `cli can-connect-to-database` and `cli create-database`, which the CLI asks outside the protocol. */
async function answerOnce(question) {
  const target = new URL(url);
  const name = decodeURIComponent(target.pathname.slice(1));
  if (question === "create-database") target.pathname = "/postgres";
  const client = new pg.Client({ connectionString: target.href });
  try {
    await client.connect();
    if (question === "create-database") await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    log("INFO", { message: "Connection successful" });
    return 0;
  } catch (error) {
    // P1003: no such database, P1001: no server.
    const error_code = error.code === "3D000" ? "P1003" : "P1001";
    log("ERROR", { message: error.message, error_code, is_panic: false });
    return 1;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The CLI drops the first line of stderr and expects no line break at the end. */
function log(level, fields) {
  const line = { timestamp: new Date().toISOString(), level, fields, target: "schema_engine::logger" };
  process.stderr.write(`\n${JSON.stringify(line)}`);
}

function serve() {
  const pool = enginePool({ url: url ?? "postgresql://unset" });
  const waiting = new Set();
  let opened;
  let ended = false;
  const leave = async () => {
    if (!ended || waiting.size > 0) return;
    await pool.end();
    process.exit(0);
  };
  // A panic of the engine is an exception nobody can catch: the promise it belongs to never settles.
  process.on("uncaughtException", (error) => {
    for (const id of waiting) send({ id, error: errorOf(error, { panic: true }) });
    process.exit(101);
  });
  createInterface({ input: process.stdin })
    .on("line", async (line) => {
      const { id, method, params } = JSON.parse(line);
      // An answer to our `print`.
      if (!method) return;
      waiting.add(id);
      opened ??= openSchemaEngine({ pool, datamodels });
      send({ id, ...(await call(opened, { method, params })) });
      waiting.delete(id);
      await leave();
    })
    .on("close", async () => {
      ended = true;
      await leave();
    });
}

/** Names that the native engine's protocol has and the WebAssembly module calls otherwise. */
const renamed = { getDatabaseVersion: "version" };

async function call(opened, { method, params }) {
  let explain = (error) => error;
  try {
    const { engine, ...rest } = await opened;
    explain = rest.explain;
    const result = await engine[renamed[method] ?? method](params);
    // The native engine has the CLI print a difference and returns its exit code alone.
    if (method === "diff" && result.stdout !== null) {
      send({ id: "print", method: "print", params: { content: result.stdout } });
    }
    return { result: result ?? {} };
  } catch (error) {
    return { error: errorOf(error, { words: explain(error).message }) };
  }
}

function errorOf(error, { words = error.message, panic = false } = {}) {
  return {
    code: 4466,
    message: "An error happened. Check the data field for details.",
    data: { is_panic: panic, message: words, error_code: error.code, meta: error.meta ?? null },
  };
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}
