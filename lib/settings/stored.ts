import type pg from "pg";
import { z } from "zod";
import { isDay } from "../config/day.ts";
import { inOrder } from "../config/left-out.ts";
import type { Database } from "../db/database.ts";
import { AppError } from "../errors.ts";
import type { SettingKey, SettingValue } from "./model.ts";

/** A stored value, with who stored it. */
export type Stored<Value> = { value: Value; changedBy: string; changedAt: Date };

export type StoredSettings = { [Key in SettingKey]?: Stored<SettingValue<Key>> };

const daysOrForEver = z
  .union([z.literal("for-ever"), z.number()])
  .transform((value) => (value === "for-ever" ? undefined : value));

/**
 * How each value lies in the table. "off" and "for-ever" are words, because an absent row and a null both would mean
 * "follow the environment".
 */
const shapes = {
  groupToSync: z.string(),
  schedule: z
    .union([z.literal("off"), z.object({ delta: z.string(), full: z.string() })])
    .transform((value) => (value === "off" ? undefined : value)),
  removalGuard: z.object({ share: z.number(), people: z.number() }),
  retentionDays: daysOrForEver,
  auditRetentionDays: daysOrForEver,
  // A property that a later version lets one leave out is not lost on the way back to this one.
  leftOut: z.array(z.string()).transform(inOrder),
  memberships: z.enum(["scope", "all"]),
  secretExpiresOn: z.string().refine(isDay),
};

/**
 * The settings that a person stored; whatever is absent follows the environment.
 *
 * @throws AppError `configuration` when a stored value cannot be read: guessing a removal guard would be worse.
 */
export async function readStoredSettings({ db }: { db: Database }): Promise<StoredSettings> {
  const rows = await db.prisma.setting.findMany();
  const entries = rows
    .filter((row) => Object.hasOwn(shapes, row.key) && row.value !== null)
    .map(({ key, value, changedBy, changedAt }) => {
      const parsed = shapes[key as SettingKey].safeParse(value);
      if (!parsed.success) {
        throw new AppError(
          "configuration",
          `The stored setting ${key} cannot be read. Delete its row from the table setting and set it again in the browser.`,
          { cause: parsed.error },
        );
      }
      return [key, { value: parsed.data, changedBy, changedAt }];
    });
  return Object.fromEntries(entries);
}

/** What may be stored under a key: `off` and `for-ever` are written out. */
export type StorableSetting = { [Key in SettingKey]: { key: Key; value: z.input<(typeof shapes)[Key]> } }[SettingKey];

/** Stores one setting; from then on it no longer follows the environment. */
export async function storeSetting(
  client: pg.ClientBase | pg.Pool,
  { key, value, changedBy, changedAt }: StorableSetting & { changedBy: string; changedAt: Date },
): Promise<void> {
  await client.query(
    `INSERT INTO setting (key, value, "changedBy", "changedAt") VALUES ($1, $2, $3, $4)
     ON CONFLICT (key) DO UPDATE SET value = $2, "changedBy" = $3, "changedAt" = $4`,
    [key, JSON.stringify(value), changedBy, changedAt],
  );
}

/**
 * Forgets what was stored: the setting follows the environment again. Its row stays, empty, because going back is a
 * change too, and who waits for one asks when the last was.
 */
export async function forgetSetting(
  client: pg.ClientBase | pg.Pool,
  { key, changedBy, changedAt }: { key: SettingKey; changedBy: string; changedAt: Date },
): Promise<void> {
  await client.query(`UPDATE setting SET value = 'null', "changedBy" = $2, "changedAt" = $3 WHERE key = $1`, [
    key,
    changedBy,
    changedAt,
  ]);
}

/** When a person last changed a setting, or let one follow the environment again. */
export async function lastSettingChange({ db }: { db: Database }): Promise<Date | undefined> {
  const { _max } = await db.prisma.setting.aggregate({ _max: { changedAt: true } });
  return _max.changedAt ?? undefined;
}
