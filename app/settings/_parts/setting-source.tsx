import type { Setting } from "#lib/settings/model.ts";
import type { SettingFormProps } from "./setting-form-props.ts";
import { SourceLine } from "./source-line.tsx";

/** What a form needs besides its fields; the way back is offered only where there is something to go back from. */
export function settingFormProps<Value>(
  setting: Setting<Value>,
  { variable, fallback }: { variable: string; fallback: string },
): SettingFormProps<Value> {
  return {
    value: setting.value,
    source: <SourceLine setting={setting} variable={variable} />,
    fallback: setting.source === "settings" ? fallback : undefined,
  };
}
