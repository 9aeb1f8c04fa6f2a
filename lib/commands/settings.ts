import type { Actor } from "../audit/model.ts";
import { recordAudit } from "../audit/record.ts";
import { type Admin, actorOf } from "../auth/viewer.ts";
import type { ActingContext, Context } from "../context.ts";
import { type ErrorReport, reportOf } from "../errors.ts";
import { resolveGroup } from "../graph/client/groups.ts";
import { personWaits } from "../graph/client/waiting.ts";
import { forgetLeftOut } from "../graph/sync/closing/left-out.ts";
import { inTransaction } from "../graph/sync/transaction.ts";
import { environmentSettings, effectiveSettings as readEffectiveSettings } from "../settings/effective-settings.ts";
import type { SettingKey, Settings } from "../settings/model.ts";
import { forgetSetting, type StorableSetting, storeSetting } from "../settings/stored.ts";
import { whileNobodyReads } from "./while-nobody-reads.ts";
import { withinSeconds } from "./within-seconds.ts";

/** What holds now, each with where its value comes from. */
export async function effectiveSettings(context: Context): Promise<Settings> {
  return await readEffectiveSettings(context);
}

/** What an unset setting would follow. */
export function settingsOfEnvironment({ config }: Context): Settings {
  return environmentSettings(config);
}

/** Stores what an admin chose in the browser, from the next run on for every process. */
export async function changeSetting(
  context: ActingContext,
  { viewer, setting }: { viewer: Admin; setting: StorableSetting },
): Promise<void> {
  await change(context, { by: actorOf(viewer), setting });
  context.log.info("setting changed", { key: setting.key, by: viewer.id });
}

/** The same for whoever is known by a name alone, as on the command line. */
export async function changeSettingAs(
  context: ActingContext,
  { changedBy, setting }: { changedBy: string; setting: StorableSetting },
): Promise<void> {
  await change(context, { by: { ...context.actor, name: changedBy }, setting });
}

/** Forgets what was chosen in the browser. */
export async function followEnvironment(
  context: ActingContext,
  { viewer, key }: { viewer: Admin; key: SettingKey },
): Promise<void> {
  await change(context, { by: actorOf(viewer), setting: { key } });
  context.log.info("setting follows the environment again", { key, by: viewer.id });
}

type Change = { by: Actor; setting: StorableSetting | { key: SettingKey; value?: undefined } };

/** Stores or (without a value) forgets a setting, and notes what held before and what holds now. */
async function change(context: ActingContext, change: Change): Promise<void> {
  if (change.setting.key !== "leftOut") return await store(context, change);
  await whileNobodyReads(context, {
    what: "choosing what is copied",
    work: () => store(context, change, { forget: forgetLeftOut }),
  });
}

async function store(
  context: ActingContext,
  { by, setting }: Change,
  { forget }: { forget?: typeof forgetLeftOut } = {},
): Promise<void> {
  const at = context.now();
  const { key, value } = setting;
  const stamp = { changedBy: by.name, changedAt: at };
  const before = (await readEffectiveSettings(context))[key].value;
  const fallback = environmentSettings(context.config)[key].value;
  await inTransaction(context.db, async (client) => {
    if (setting.value === undefined) await forgetSetting(client, { key, ...stamp });
    else await storeSetting(client, { ...setting, ...stamp });
    const leftOut = setting.value === undefined ? context.config.leftOut : setting.value;
    if (forget && Array.isArray(leftOut)) await forget(client, { leftOut, at });
    const after = value === undefined ? { after: fallback, follows: "environment" as const } : { after: value };
    await recordAudit(client, { at, by, event: { kind: "setting-changed", setting: key, before, ...after } });
  });
}

/** What Entra says to a group setting, so that a typing error is seen here and not in tonight's run. */
export type GroupCheck =
  | { state: "everyone" }
  | { state: "found"; id: string; displayName: string | null }
  | { state: "missing" }
  | { state: "ambiguous"; ids: string[] }
  /** Entra could not be asked; the setting may be right. */
  | { state: "unknown"; error: ErrorReport };

const patienceSeconds = 10;

/** Asks Entra for the group that a setting names. Whatever keeps it from being asked is a result. */
export async function checkGroup(context: Context, { name }: { name: string }): Promise<GroupCheck> {
  if (name === "*") return { state: "everyone" };
  try {
    const resolved = await withinSeconds(patienceSeconds, (signal) =>
      resolveGroup(context.graph.session({ signal, longestWait: personWaits }), name),
    );
    if (resolved.state === "missing") return { state: "missing" };
    if (resolved.state === "ambiguous") return { state: "ambiguous", ids: resolved.groups.map(({ id }) => id) };
    return { state: "found", id: resolved.group.id, displayName: resolved.group.displayName };
  } catch (error) {
    return { state: "unknown", error: reportOf(error) };
  }
}
