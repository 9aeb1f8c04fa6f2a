import type { Setting } from "#lib/settings/model.ts";
import { settingsWords } from "#words/settings.tsx";
import { When } from "../../_ui/when.tsx";

const words = settingsWords.source;

/** Where a value comes from, in words. */
export function SourceLine({ setting, variable }: { setting: Setting<unknown>; variable: string }) {
  if (setting.source === "settings") {
    return words.here({ changedBy: setting.changedBy, at: <When at={setting.changedAt} /> });
  }
  return setting.source === "environment" ? words.environment(variable) : words.fallback(variable);
}
