import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { selfSigned } from "./self-signed.ts";
import { serveTenant } from "./serve.ts";
import { createTenant, type Tenant, type TenantOptions } from "./tenant.ts";
import type { FederatedCredential } from "./tenant-state.ts";

const usage = `Usage: rollcall tenant [options]
  --port N               port on 127.0.0.1; a free one unless given
  --people N             people in the directory (300)
  --seed N               another seed, other people (1)
  --redirect-uri URI     register a redirect URI; repeatable
  --consent granted|none whether an administrator has consented already (none)
  --certificate FILE     PEM certificate the app may sign with instead of the secret
  --federated FILE       JSON with issuer, subject and publicKey (PEM) of a platform whose tokens
                         the app may present instead of the secret
  --page-limit N         largest page of any listing (999)
  --expand-page-limit N  largest page with $expand (100)
  --delta-page-limit N   largest page of a delta query (200)
  --role NAME            an application permission the registration asks for; repeatable
                         (User.Read.All and GroupMember.Read.All)
  --tls                  serve https beside http, with a certificate of its own
  --keep-answers MB      keep listings as they were sent, until the directory changes: for measurements (0)
  --latency MS           delay of every answer (0)
  --latency-per-item MS  more delay for every object in it (0)
`;

/**
 * Serves a demo tenant until it is told to stop, and prints one JSON line that says how to reach it.
 * @returns the exit code: 0 after SIGTERM or SIGINT, 1 when the port cannot be had, 2 for wrong options.
 */
export async function runTenant(argv: string[]): Promise<number> {
  const read = readOptions(argv);
  if (!read.ok) {
    process.stderr.write(`${read.message}\n${usage}`);
    return 2;
  }
  const stopped = stopSignal();
  const tenant = createTenant(read.options);
  const opened: Closable[] = [];
  try {
    const plain = await serveTenant(tenant, read.serve);
    opened.push(plain);
    const secure = read.tls ? await serveSecurely(tenant) : undefined;
    if (secure) opened.push(secure);
    const { tenantId, clientId, clientSecret, groupToSync } = tenant;
    const addresses = { origin: plain.origin, ...(secure ? { tlsOrigin: secure.origin, caFile: secure.caFile } : {}) };
    process.stdout.write(
      `${JSON.stringify({ ...addresses, tenantId, clientId, clientSecret, groupName: groupToSync.displayName })}\n`,
    );
    await stopped;
    return 0;
  } catch (error) {
    process.stderr.write(`The tenant could not be served: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    for (const one of opened) await one.close();
  }
}

type Closable = { close(): Promise<void> };

/** The certificate goes to a file that clients can be told to trust; it is taken away again at the end. */
async function serveSecurely(tenant: Tenant): Promise<Closable & { origin: string; caFile: string }> {
  const { certificate, key } = selfSigned("Rollcall demo tenant");
  const { origin, close } = await serveTenant(tenant, { tls: { key, cert: certificate } });
  const folder = mkdtempSync(join(tmpdir(), "rollcall-tenant-"));
  const caFile = join(folder, "ca.pem");
  writeFileSync(caFile, certificate);
  return {
    origin,
    caFile,
    close: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const optionTypes = {
  port: { type: "string" },
  people: { type: "string" },
  seed: { type: "string" },
  "redirect-uri": { type: "string", multiple: true },
  consent: { type: "string" },
  certificate: { type: "string" },
  federated: { type: "string" },
  "page-limit": { type: "string" },
  "expand-page-limit": { type: "string" },
  "delta-page-limit": { type: "string" },
  role: { type: "string", multiple: true },
  "keep-answers": { type: "string" },
  tls: { type: "boolean" },
  latency: { type: "string" },
  "latency-per-item": { type: "string" },
} as const;

type Read =
  | { ok: true; options: TenantOptions; serve: { port?: number }; tls: boolean }
  | { ok: false; message: string };

function readOptions(argv: string[]): Read {
  try {
    const { values } = parseArgs({
      args: argv,
      options: optionTypes,
    });
    const { consent } = values;
    if (consent !== undefined && consent !== "granted" && consent !== "none")
      throw new Error("--consent is granted or none.");
    const redirectUris = values["redirect-uri"] ?? [];
    for (const uri of redirectUris)
      if (!URL.canParse(uri)) throw new Error(`--redirect-uri ${uri} is no absolute address.`);
    const options: TenantOptions = {
      ...defined({
        people: whole("people", values.people),
        seed: whole("seed", values.seed, { least: 0 }),
        pageLimit: whole("page-limit", values["page-limit"]),
        expandPageLimit: whole("expand-page-limit", values["expand-page-limit"]),
        keepAnswers: megabytes("keep-answers", values["keep-answers"]),
        deltaPageLimit: whole("delta-page-limit", values["delta-page-limit"]),
        certificate: values.certificate === undefined ? undefined : readFileSync(values.certificate, "utf8"),
        federatedCredential: values.federated === undefined ? undefined : federatedIn(values.federated),
        consent,
        roles: values.role,
      }),
      redirectUris,
      latency: {
        requestMs: amount("latency", values.latency),
        itemMs: amount("latency-per-item", values["latency-per-item"]),
      },
    };
    return {
      ok: true,
      options,
      tls: values.tls ?? false,
      serve: defined({ port: whole("port", values.port, { least: 0 }) }),
    };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function federatedIn(file: string): FederatedCredential {
  const { issuer, subject, publicKey } = JSON.parse(readFileSync(file, "utf8"));
  if ([issuer, subject, publicKey].every((part) => typeof part === "string")) return { issuer, subject, publicKey };
  throw new Error(`--federated ${file}: issuer, subject and publicKey are needed.`);
}

function whole(name: string, text: string | undefined, { least = 1 } = {}): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,8}$/.test(text) || Number(text) < least)
    throw new Error(`--${name} ${text}: a whole number from ${least} on is needed.`);
  return Number(text);
}

function megabytes(name: string, text: string | undefined): number | undefined {
  const number = whole(name, text, { least: 0 });
  return number === undefined ? undefined : number * 1024 * 1024;
}

function amount(name: string, text: string | undefined): number {
  if (text !== undefined && !/^\d+(\.\d+)?$/.test(text))
    throw new Error(`--${name} ${text} is no number of milliseconds.`);
  return Number(text ?? 0);
}

function defined<T extends object>(values: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
}
