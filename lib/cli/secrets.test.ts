import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createTestCertificate } from "../testing/certificate.ts";
import { type CommandLine, commandLine, type Variables } from "../testing/command-line.ts";
import { createWorkload } from "../testing/workload.ts";

const kinds = ["secret", "certificate", "federated token"] as const;

/** What the credential is made of and must be found nowhere, and how a command is told of it. */
async function setUp(kind: (typeof kinds)[number]) {
  const certificate = createTestCertificate();
  const workload = createWorkload();
  const rollcall = await commandLine({
    people: 5,
    certificate: certificate.certificate,
    federatedCredential: workload.federatedCredential,
  });
  onTestFinished(() => rollcall.close());
  const path = join(rollcall.folder, "credential");
  if (kind === "secret") return { rollcall, environment: {}, hidden: [rollcall.tenant.clientSecret] };
  const MSGRAPH_CLIENT_SECRET = undefined;
  if (kind === "certificate") {
    writeFileSync(path, certificate.keyAndCertificate);
    // A line from the middle of the key: its first and last ones are the same in many keys.
    const hidden = [certificate.key.split("\n")[5] ?? ""];
    return { rollcall, environment: { MSGRAPH_CLIENT_SECRET, MSGRAPH_CLIENT_CERTIFICATE: path }, hidden };
  }
  const hidden = (await workload.renew(path)).split(".").slice(1);
  return { rollcall, environment: { MSGRAPH_CLIENT_SECRET, MSGRAPH_FEDERATED_TOKEN_FILE: path }, hidden };
}

/** Every row of every table, the job queue's too. */
async function databaseAsText({ database }: CommandLine): Promise<string> {
  const { pool } = database.db;
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      return rows.map(({ row }) => row).join("\n");
    }),
  );
  return texts.join("\n");
}

test.each(kinds)(
  "the %s is in no output, no log at its loudest, no stack of a crash and no table, whether Microsoft takes it or not",
  async (kind) => {
    const { rollcall, environment, hidden } = await setUp(kind);
    const said: string[] = [];
    const run = async (args: string[]) => {
      const loud: Variables = { ...environment, ROLLCALL_LOG: "debug" };
      const { code, stdout, stderr } = await rollcall.run(args, { environment: loud });
      said.push(stdout, stderr);
      return code;
    };
    expect(await run(["sync"])).toBe(0);
    rollcall.tenant.faults.add({ match: "/oauth2/v2.0/token", status: 401, times: "always" });
    expect(await run(["sync", "--json"])).toBe(1);
    said.push(await databaseAsText(rollcall));
    const all = said.join("\n");
    expect(all).toContain("microsoft");
    for (const part of hidden) expect(all.includes(part), `${kind} was told`).toBe(false);
  },
);
