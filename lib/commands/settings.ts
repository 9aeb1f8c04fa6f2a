import type { Admin } from "../auth/viewer.ts";
import type { ActingContext, Context } from "../context.ts";
import { type ErrorReport, reportOf } from "../errors.ts";
import { resolveGroup } from "../graph/client/groups.ts";
import { personWaits } from "../graph/client/waiting.ts";
import { environmentSettings, effectiveSettings as readEffectiveSettings } from "../settings/effective-settings.ts";
import type { SettingKey, Settings } from "../settings/model.ts";
import { forgetSetting, type StorableSetting, storeSetting } from "../settings/stored.ts";
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
  await changeSettingAs(context, { changedBy: nameOf(viewer), setting });
  context.log.info("setting changed", { key: setting.key, by: viewer.id });
}

/** The same for whoever is known by a name alone, as on the command line. */
export async function changeSettingAs(
  { db, now }: ActingContext,
  { changedBy, setting }: { changedBy: string; setting: StorableSetting },
): Promise<void> {
  await storeSetting({ db }, { ...setting, changedBy, changedAt: now() });
}

/** Forgets what was chosen in the browser. */
export async function followEnvironment(
  { db, now, log }: ActingContext,
  { viewer, key }: { viewer: Admin; key: SettingKey },
): Promise<void> {
  await forgetSetting({ db }, { key, changedBy: nameOf(viewer), changedAt: now() });
  log.info("setting follows the environment again", { key, by: viewer.id });
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

function nameOf({ userPrincipalName, name }: Admin): string {
  return userPrincipalName || name;
}
