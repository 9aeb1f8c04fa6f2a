import { z } from "zod";
import { isDay } from "../config/day.ts";
import { optionalProperties } from "../config/left-out.ts";
import { isCron } from "./cron.ts";
import type { SettingKey } from "./model.ts";
import type { StorableSetting } from "./stored.ts";

const longestGroupName = 256;
const mostPeople = 1_000_000;
const longestRetention = 99_999;
/** What audit_event_forget leaves alone whatever it is asked. */
const leastAuditDays = 30;

const controlCharacter = /\p{Cc}/u;

const groupToSync = z
  .object({
    key: z.literal("groupToSync"),
    groupToSync: z
      .string()
      .trim()
      .min(1, "Type the group’s display name or object id, or * for every user of the directory.")
      .max(longestGroupName, `A display name in Entra has at most ${longestGroupName} characters.`)
      .refine((name) => !controlCharacter.test(name), "A group’s name has no control characters."),
  })
  .transform(({ key, groupToSync: value }): StorableSetting => ({ key, value }));

const cron = z
  .string()
  .trim()
  .refine(isCron, "Type five fields: minute, hour, day, month, weekday. For example */15 * * * *");

const schedule = z
  .discriminatedUnion("scheduled", [
    z.object({ key: z.literal("schedule"), scheduled: z.literal("off") }),
    z.object({ key: z.literal("schedule"), scheduled: z.literal("on"), delta: cron, full: cron }),
  ])
  .transform((input): StorableSetting => {
    if (input.scheduled === "off") return { key: input.key, value: "off" };
    return { key: input.key, value: { delta: input.delta, full: input.full } };
  });

const wholeNumber = ({ least, most, message }: { least: number; most: number; message: string }) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((number) => number >= least && number <= most, message);

const percentage = z
  .string()
  .trim()
  .regex(/^(100|\d{1,2}(\.\d{1,2})?)$/, "Type a share from 0 to 100.")
  .transform(Number);

/** The fields of a removal guard in a form: `share` is typed in percent, and read as the share. */
export const removalGuardFields = {
  share: percentage.transform((percent) => percent / 100),
  people: wholeNumber({ least: 0, most: mostPeople, message: "Type a whole number of people, 0 or more." }),
};

const removalGuard = z
  .object({ key: z.literal("removalGuard"), ...removalGuardFields })
  .transform(({ key, ...value }): StorableSetting => ({ key, value }));

const retention = (key: "retentionDays" | "auditRetentionDays", { least }: { least: number }) =>
  z
    .discriminatedUnion("kept", [
      z.object({ key: z.literal(key), kept: z.literal("for-ever") }),
      z.object({
        key: z.literal(key),
        kept: z.literal("days"),
        days: wholeNumber({
          least,
          most: longestRetention,
          message: `Type a whole number of days, ${least} or more.`,
        }),
      }),
    ])
    .transform((input): StorableSetting => ({ key, value: input.kept === "for-ever" ? "for-ever" : input.days }));

const retentionDays = retention("retentionDays", { least: 1 });
const auditRetentionDays = retention("auditRetentionDays", { least: leastAuditDays });

/** What is ticked is copied: `copy.jobTitle`, with any value. A box that is not ticked sends nothing. */
const leftOut = z.looseObject({ key: z.literal("leftOut") }).transform(
  ({ key, ...ticked }): StorableSetting => ({
    key,
    value: optionalProperties.filter((name) => ticked[`copy.${name}`] === undefined),
  }),
);

const memberships = z
  .object({ key: z.literal("memberships"), memberships: z.enum(["scope", "all"]) })
  .transform(({ key, memberships: value }): StorableSetting => ({ key, value }));

const secretExpiresOn = z
  .object({
    key: z.literal("secretExpiresOn"),
    secretExpiresOn: z.string().trim().refine(isDay, "Type the day as year, month and day: 2027-06-30."),
  })
  .transform(({ key, secretExpiresOn: value }): StorableSetting => ({ key, value }));

const byKey = {
  groupToSync,
  schedule,
  removalGuard,
  retentionDays,
  auditRetentionDays,
  leftOut,
  memberships,
  secretExpiresOn,
} satisfies Record<SettingKey, z.ZodType>;

/**
 * What the forms of the settings page send, by `key`; the faults are sentences for the field they name. The result is
 * ready to be stored.
 */
export const settingInput: z.ZodType<StorableSetting> = z
  .looseObject({ key: z.enum(Object.keys(byKey) as SettingKey[]) })
  .transform((input, issues) => {
    const parsed = byKey[input.key].safeParse(input);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) issues.addIssue({ ...issue, code: "custom" });
    return z.NEVER;
  });

/** Which setting shall follow the environment again. */
export const settingKeyInput: z.ZodType<{ key: SettingKey }> = z.object({
  key: z.enum(Object.keys(byKey) as SettingKey[]),
});

/** A question that needs nothing told. */
export const nothingInput: z.ZodType<Record<string, unknown>> = z.object({});
