import type { Config } from "../config/config.ts";
import type { Database } from "../db/database.ts";
import type { Setting, SettingKey, Settings, SettingValue } from "./model.ts";
import { readStoredSettings, type StoredSettings } from "./stored.ts";

/**
 * What holds now, asked anew by whoever acts on it: a change in the browser reaches every process with its next run.
 *
 * The environment is the default and is never copied into the database, so an unset setting follows it.
 *
 * @throws AppError `configuration` when a stored value cannot be read.
 */
export async function effectiveSettings({ config, db }: { config: Config; db: Database }): Promise<Settings> {
  const stored = await readStoredSettings({ db });
  const fallback = environmentSettings(config);
  return {
    groupToSync: effective("groupToSync", { stored, fallback }),
    schedule: effective("schedule", { stored, fallback }),
    removalGuard: effective("removalGuard", { stored, fallback }),
    retentionDays: effective("retentionDays", { stored, fallback }),
    auditRetentionDays: effective("auditRetentionDays", { stored, fallback }),
    leftOut: effective("leftOut", { stored, fallback }),
    memberships: effective("memberships", { stored, fallback }),
    secretExpiresOn: effective("secretExpiresOn", { stored, fallback }),
  };
}

/** What would hold if nobody had changed anything in the browser. */
export function environmentSettings(config: Config): Settings {
  const { given } = config;
  const source = (isGiven: boolean) => (isGiven ? "environment" : "default");
  return {
    groupToSync: { value: config.groupToSync, source: source(config.groupToSync !== undefined) },
    schedule: { value: config.schedule, source: source(given.schedule) },
    removalGuard: { value: config.removalGuard, source: source(given.removalGuard) },
    retentionDays: { value: config.retentionDays, source: source(given.retentionDays) },
    auditRetentionDays: { value: config.auditRetentionDays, source: source(given.auditRetentionDays) },
    leftOut: { value: config.leftOut, source: source(given.leftOut) },
    memberships: { value: config.memberships, source: source(given.memberships) },
    secretExpiresOn: { value: config.secretExpiresOn, source: source(config.secretExpiresOn !== undefined) },
  };
}

function effective<Key extends SettingKey>(
  key: Key,
  { stored, fallback }: { stored: StoredSettings; fallback: Settings },
): Setting<SettingValue<Key>> {
  const own = stored[key];
  if (!own) return fallback[key] as Setting<SettingValue<Key>>;
  return { ...own, source: "settings" } as Setting<SettingValue<Key>>;
}
