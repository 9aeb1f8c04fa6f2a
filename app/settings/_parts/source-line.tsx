import type { Setting } from "#lib/settings/model.ts";
import { When } from "../../_ui/when.tsx";

/** Where a value comes from, in words. */
export function SourceLine({ setting, variable }: { setting: Setting<unknown>; variable: string }) {
  if (setting.source === "settings") {
    return (
      <>
        Set here by {setting.changedBy}, <When at={setting.changedAt} />
      </>
    );
  }
  return setting.source === "environment" ? (
    <>
      From the environment (<code>{variable}</code>)
    </>
  ) : (
    <>
      The default: neither set here nor in the environment (<code>{variable}</code>)
    </>
  );
}
