import type { CopiedMemberships, RemovalGuard, Schedule } from "../config/config.ts";
import type { OptionalProperty } from "../config/left-out.ts";

/** Where a value comes from: a person changed it in the browser, the environment gave it, or nobody said anything. */
export type SettingSource = "settings" | "environment" | "default";

export type Setting<Value> = {
  value: Value;
  source: SettingSource;
  /** Who changed it in the browser; only with the source `settings`. */
  changedBy?: string;
  changedAt?: Date;
};

/** What a person may change in the browser, each with where its value comes from. */
export type Settings = {
  /** Display name or object id of the group, `*` for every user of the directory, undefined when nobody named one. */
  groupToSync: Setting<string | undefined>;
  /** Undefined is off. */
  schedule: Setting<Schedule | undefined>;
  removalGuard: Setting<RemovalGuard>;
  /** Days that removed people are kept; undefined is for ever. */
  retentionDays: Setting<number | undefined>;
  /** Days that events of the audit log are kept; undefined is for ever. */
  auditRetentionDays: Setting<number | undefined>;
  /** Properties of people that are neither asked for nor stored. */
  leftOut: Setting<OptionalProperty[]>;
  /** Of which groups the direct members are copied. */
  memberships: Setting<CopiedMemberships>;
  /** The day the client secret ends, as YYYY-MM-DD; undefined when nobody said. */
  secretExpiresOn: Setting<string | undefined>;
};

export type SettingKey = keyof Settings;

export type SettingValue<Key extends SettingKey> = Settings[Key]["value"];
