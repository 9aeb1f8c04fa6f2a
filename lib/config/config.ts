import type { LogLevel } from "../log.ts";
import type { CloudName } from "./clouds.ts";
import type { OptionalProperty } from "./left-out.ts";

export type Credential =
  | { kind: "secret"; secret: string }
  /** Path of a PEM file that holds the private key and the certificate. */
  | { kind: "certificate"; path: string }
  /** Path of the file that the platform this runs on writes a token to, and renews it (workload identity). */
  | { kind: "federated token"; path: string };

/** The app registration and where Microsoft answers. */
export type GraphConfig = {
  /** A GUID or a verified domain of the tenant. */
  tenantId: string;
  applicationId: string;
  credential: Credential;
  cloud: CloudName;
  /** Other origins than the cloud's (a proxy, the demo tenant); without a path. */
  loginOrigin?: string;
  graphOrigin?: string;
};

export type WebConfig = {
  /** Public address without a trailing slash. */
  url: string;
  secret: string;
};

/** Of which groups the direct members are copied: of the group to sync and those nested in it, or of every group. */
export type CopiedMemberships = "scope" | "all";

/** Removals above BOTH the share and the number are held; so is any run that would remove everyone. */
export type RemovalGuard = { share: number; people: number };

/** Crons of the delta and the full run. */
export type Schedule = { delta: string; full: string };

export type Config = {
  graph?: GraphConfig;
  web?: WebConfig;
  /** Display name or object id of the group; `*` is every user of the directory. */
  groupToSync?: string;
  databaseUrl?: string;
  /** Absolute. */
  dataDirectory: string;
  /** True when ROLLCALL_DATA_DIR was given: then no other place is chosen silently. */
  dataDirectoryGiven: boolean;
  /** Lower-case UPNs and object ids. */
  admins: string[];
  /** Object id of the group whose members are readers, besides those of the app role. */
  readerGroup?: string;
  /** Whether guests of the tenant may enter. */
  guests: boolean;
  /** How long the roles read at a sign-in count, in seconds; then they are read again. */
  rolesSeconds: number;
  /** Addresses and networks of the proxies whose word on the visitor's address is taken. */
  trustedProxies: string[];
  schedule?: Schedule;
  removalGuard: RemovalGuard;
  retentionDays?: number;
  /** Events of the audit log are kept for ever without it. */
  auditRetentionDays?: number;
  /** Properties of people that are not copied. */
  leftOut: OptionalProperty[];
  memberships: CopiedMemberships;
  /** The day the client secret ends, as YYYY-MM-DD: Entra tells it to people only. */
  secretExpiresOn?: string;
  /** Which of the settings above were given by the environment; the others are defaults, and the settings page says so. */
  given: {
    schedule: boolean;
    removalGuard: boolean;
    retentionDays: boolean;
    auditRetentionDays: boolean;
    leftOut: boolean;
    memberships: boolean;
  };
  logLevel: LogLevel;
  port: number;
  workerInProcessTree: boolean;
  production: boolean;
};
