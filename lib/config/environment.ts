import { resolve } from "node:path";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { type CloudName, clouds } from "./clouds.ts";
import type { Config, Credential, GraphConfig, WebConfig } from "./config.ts";
import { isDay } from "./day.ts";
import { inOrder, optionalProperties } from "./left-out.ts";
import { isAddressOrNetwork } from "./network.ts";
import { parseRemovalGuard } from "./removal-guard.ts";

/** What an entry cannot do without; everything else may be absent, but whatever is there must be right. */
export type Need = "graph" | "group" | "web";

export type Environment = Record<string, string | undefined>;

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const domain = /^(?=.{3,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;
const multiTenant = ["common", "organizations", "consumers"];

const blankIsUnset = z.string().transform((value) => (value.trim() === "" ? undefined : value.trim()));
const optional = blankIsUnset.optional();

const onOrOff = optional.refine(
  (value) => value === undefined || value === "on" || value === "off",
  "must be on or off",
);

const origin = z
  .string()
  .trim()
  .transform((value, issues) => {
    if (value === "") return undefined;
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const loopback = url && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
    if (url?.pathname !== "/" || url.search || url.hash || url.username) {
      issues.addIssue({
        code: "custom",
        message: "must be an origin such as https://login.example.com, without a path",
      });
      return z.NEVER;
    }
    if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)) {
      issues.addIssue({ code: "custom", message: "must be https (http is accepted for localhost and 127.0.0.1 only)" });
      return z.NEVER;
    }
    return url.origin;
  })
  .optional();

const schema = z.object({
  MSGRAPH_TENANT_ID: optional.refine(
    (value) => value === undefined || guid.test(value) || (domain.test(value) && !multiTenant.includes(value)),
    "must be the tenant's GUID or one of its verified domains",
  ),
  MSGRAPH_APPLICATION_ID: optional.refine(
    (value) => value === undefined || guid.test(value),
    "must be the Application (client) ID of the app registration, a GUID",
  ),
  MSGRAPH_CLIENT_SECRET: optional,
  MSGRAPH_CLIENT_SECRET_EXPIRES_ON: optional.refine(
    (value) => value === undefined || isDay(value),
    "must be a day such as 2027-06-30",
  ),
  MSGRAPH_CLIENT_CERTIFICATE: optional,
  MSGRAPH_FEDERATED_TOKEN_FILE: optional,
  AZURE_FEDERATED_TOKEN_FILE: optional,
  MSGRAPH_GROUP_NAME_TO_SYNC: z
    .string()
    .transform((value) => (value === "" ? undefined : value))
    .optional(),
  MSGRAPH_CLOUD: optional.refine(
    (value) => value === undefined || Object.hasOwn(clouds, value),
    `must be one of ${Object.keys(clouds).join(", ")}`,
  ),
  MSGRAPH_LOGIN_ORIGIN: origin,
  MSGRAPH_GRAPH_ORIGIN: origin,
  DATABASE_URL: optional.refine(
    (value) => value === undefined || /^postgres(ql)?:\/\//.test(value),
    "must be a PostgreSQL address: postgresql://user:password@host/database",
  ),
  NEXTAUTH_URL: optional.refine((value) => {
    if (value === undefined) return true;
    return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && new URL(value).pathname === "/";
  }, "must be the public address, such as https://rollcall.example.com, without a path"),
  NEXTAUTH_SECRET: optional,
  ROLLCALL_DATA_DIR: optional,
  ROLLCALL_ADMINS: optional,
  ROLLCALL_READER_GROUP: optional.refine(
    (value) => value === undefined || guid.test(value),
    "must be the object id of a group, a GUID",
  ),
  ROLLCALL_GUESTS: onOrOff,
  ROLLCALL_ROLES_MINUTES: optional.transform((value, issues) => {
    if (value === undefined) return 60;
    const minutes = /^\d{1,3}$/.test(value) ? Number(value) : 0;
    if (minutes >= 5 && minutes <= 240) return minutes;
    issues.addIssue({ code: "custom", message: "must be a whole number of minutes from 5 to 240" });
    return z.NEVER;
  }),
  ROLLCALL_TRUSTED_PROXY: optional.transform((value, issues) => {
    const proxies = (value ?? "").split(",").flatMap((proxy) => proxy.trim() || []);
    if (proxies.every(isAddressOrNetwork)) return proxies;
    issues.addIssue({ code: "custom", message: "must be addresses or networks such as 10.0.0.7, 10.1.0.0/16" });
    return z.NEVER;
  }),
  ROLLCALL_SCHEDULE: optional.transform((value, issues) => {
    if (value === undefined || value === "off") return undefined;
    const crons = value.split(",").map((cron) => cron.trim());
    const [delta, full] = crons;
    if (crons.length !== 2 || !delta || !full || crons.some((cron) => cron.split(/\s+/).length !== 5)) {
      issues.addIssue({
        code: "custom",
        message: "must be off or two crons of five fields, delta and full: */15 * * * *, 0 2 * * *",
      });
      return z.NEVER;
    }
    return { delta, full };
  }),
  ROLLCALL_REMOVAL_GUARD: optional.transform((value, issues) => {
    if (value === undefined) return { share: 0.2, people: 10 };
    const guard = parseRemovalGuard(value);
    if (guard) return guard;
    issues.addIssue({ code: "custom", message: "must be a share and a number of people, such as 20%,10" });
    return z.NEVER;
  }),
  ROLLCALL_RETENTION_DAYS: optional.transform((value, issues) => {
    if (value === undefined) return undefined;
    if (/^[1-9]\d{0,4}$/.test(value)) return Number(value);
    issues.addIssue({ code: "custom", message: "must be a whole number of days, at least 1" });
    return z.NEVER;
  }),
  ROLLCALL_AUDIT_RETENTION_DAYS: optional.transform((value, issues) => {
    if (value === undefined) return undefined;
    if (/^([3-9]\d|[1-9]\d{2,4})$/.test(value)) return Number(value);
    issues.addIssue({ code: "custom", message: "must be a whole number of days, at least 30" });
    return z.NEVER;
  }),
  ROLLCALL_LEAVE_OUT: optional.transform((value, issues) => {
    const names = (value ?? "").split(",").map((name) => name.trim());
    const unknown = names.filter((name) => name !== "" && inOrder([name]).length === 0);
    if (unknown.length === 0) return inOrder(names);
    const message = `names what cannot be left out: ${unknown.join(", ")}; these can: ${optionalProperties.join(", ")}`;
    issues.addIssue({ code: "custom", message });
    return z.NEVER;
  }),
  ROLLCALL_MEMBERSHIPS: optional.transform((value, issues) => {
    if (value === undefined) return "scope" as const;
    if (value === "scope" || value === "all") return value;
    issues.addIssue({ code: "custom", message: "must be scope or all" });
    return z.NEVER;
  }),
  ROLLCALL_LOG: optional.refine(
    (value) => value === undefined || ["off", "info", "debug"].includes(value),
    "must be off, info or debug",
  ),
  ROLLCALL_WORKER: onOrOff,
  PORT: optional.transform((value, issues) => {
    if (value === undefined) return 3000;
    const port = Number(value);
    if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
    issues.addIssue({ code: "custom", message: "must be a port number" });
    return z.NEVER;
  }),
});

/** Every variable that means something to Rollcall. */
export const variableNames: readonly string[] = Object.keys(schema.shape);

type Parsed = z.infer<typeof schema>;

/**
 * Reads the environment once and completely.
 *
 * @throws AppError `configuration` whose message names every variable that is missing or wrong, one a line.
 */
export function readEnvironment(environment: Environment, { needs = [] }: { needs?: Need[] } = {}): Config {
  const picked = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, environment[name]]));
  const parsed = schema.safeParse(picked);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  const production = environment.NODE_ENV === "production";
  faults.push(...missing(environment, needs, production));
  if (!parsed.success || faults.length > 0) {
    throw new AppError("configuration", `The configuration is not complete: ${faults.join("; ")}.`);
  }
  return toConfig(parsed.data, { production, given: given(environment) });
}

function given(environment: Environment): Config["given"] {
  const isSet = (name: string) => (environment[name] ?? "").trim() !== "";
  return {
    schedule: isSet("ROLLCALL_SCHEDULE"),
    removalGuard: isSet("ROLLCALL_REMOVAL_GUARD"),
    retentionDays: isSet("ROLLCALL_RETENTION_DAYS"),
    auditRetentionDays: isSet("ROLLCALL_AUDIT_RETENTION_DAYS"),
    leftOut: isSet("ROLLCALL_LEAVE_OUT"),
    memberships: isSet("ROLLCALL_MEMBERSHIPS"),
  };
}

/**
 * The ways to name a credential. AZURE_FEDERATED_TOKEN_FILE is none of them: the platform sets it for every program it
 * starts, so one that was named for Rollcall goes before it.
 */
const ownCredentials = ["MSGRAPH_CLIENT_SECRET", "MSGRAPH_CLIENT_CERTIFICATE", "MSGRAPH_FEDERATED_TOKEN_FILE"];

function missing(environment: Environment, needs: Need[], production: boolean): string[] {
  const isSet = (name: string) => (environment[name] ?? "").trim() !== "";
  const faults: string[] = [];
  const require = (name: string, what: string) => {
    if (!isSet(name)) faults.push(`${name} is missing (${what})`);
  };
  if (needs.includes("graph")) {
    require("MSGRAPH_TENANT_ID", "the tenant's GUID or a verified domain");
    require("MSGRAPH_APPLICATION_ID", "the Application (client) ID of the app registration");
    if (![...ownCredentials, "AZURE_FEDERATED_TOKEN_FILE"].some(isSet)) {
      faults.push(
        "MSGRAPH_CLIENT_SECRET is missing (the value of a client secret; or set MSGRAPH_CLIENT_CERTIFICATE or MSGRAPH_FEDERATED_TOKEN_FILE)",
      );
    }
  }
  if (needs.includes("group")) {
    require("MSGRAPH_GROUP_NAME_TO_SYNC", "name or object id of the group whose members are copied, or * for every user");
  }
  if (needs.includes("web") && production) {
    require("NEXTAUTH_URL", "the public address of this server");
    require("NEXTAUTH_SECRET", "a random text of at least 32 characters");
  }
  const set = ownCredentials.filter(isSet);
  if (set.length > 1) faults.push(`${set.join(" and ")} are ${set.length === 2 ? "both" : "all"} set (keep one)`);
  return faults;
}

function toConfig(values: Parsed, { production, given }: Pick<Config, "production" | "given">): Config {
  const dataDirectory = resolve(values.ROLLCALL_DATA_DIR ?? ".rollcall");
  return {
    graph: graphConfig(values),
    web: webConfig(values),
    groupToSync: values.MSGRAPH_GROUP_NAME_TO_SYNC,
    databaseUrl: values.DATABASE_URL,
    dataDirectory,
    dataDirectoryGiven: values.ROLLCALL_DATA_DIR !== undefined,
    admins: (values.ROLLCALL_ADMINS ?? "")
      .split(",")
      .map((admin) => admin.trim().toLowerCase())
      .filter((admin) => admin !== ""),
    readerGroup: values.ROLLCALL_READER_GROUP?.toLowerCase(),
    guests: values.ROLLCALL_GUESTS === "on",
    rolesSeconds: values.ROLLCALL_ROLES_MINUTES * 60,
    trustedProxies: values.ROLLCALL_TRUSTED_PROXY,
    schedule: values.ROLLCALL_SCHEDULE,
    removalGuard: values.ROLLCALL_REMOVAL_GUARD,
    retentionDays: values.ROLLCALL_RETENTION_DAYS,
    auditRetentionDays: values.ROLLCALL_AUDIT_RETENTION_DAYS,
    leftOut: values.ROLLCALL_LEAVE_OUT,
    memberships: values.ROLLCALL_MEMBERSHIPS,
    secretExpiresOn: values.MSGRAPH_CLIENT_SECRET_EXPIRES_ON,
    given,
    logLevel: (values.ROLLCALL_LOG ?? "off") as Config["logLevel"],
    port: values.PORT,
    workerInProcessTree: values.ROLLCALL_WORKER !== "off",
    production,
  };
}

function graphConfig(values: Parsed): GraphConfig | undefined {
  const { MSGRAPH_TENANT_ID: tenantId, MSGRAPH_APPLICATION_ID: applicationId } = values;
  const credential = credentialOf(values);
  if (!tenantId || !applicationId || !credential) return undefined;
  return {
    tenantId,
    applicationId,
    credential,
    cloud: (values.MSGRAPH_CLOUD ?? "global") as CloudName,
    loginOrigin: values.MSGRAPH_LOGIN_ORIGIN,
    graphOrigin: values.MSGRAPH_GRAPH_ORIGIN,
  };
}

function credentialOf(values: Parsed): Credential | undefined {
  const { MSGRAPH_CLIENT_SECRET: secret, MSGRAPH_CLIENT_CERTIFICATE: certificate } = values;
  if (secret) return { kind: "secret", secret };
  if (certificate) return { kind: "certificate", path: resolve(certificate) };
  const tokenFile = values.MSGRAPH_FEDERATED_TOKEN_FILE ?? values.AZURE_FEDERATED_TOKEN_FILE;
  return tokenFile ? { kind: "federated token", path: resolve(tokenFile) } : undefined;
}

function webConfig(values: Parsed): WebConfig | undefined {
  const url = (values.NEXTAUTH_URL ?? `http://localhost:${values.PORT}`).replace(/\/$/, "");
  return values.NEXTAUTH_SECRET ? { url, secret: values.NEXTAUTH_SECRET } : undefined;
}
