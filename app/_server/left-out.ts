import { cache } from "react";
import { effectiveSettings } from "#lib/commands/settings.ts";
import type { OptionalProperty } from "#lib/config/left-out.ts";
import { appContext } from "./context.ts";

/** Properties of people that are not copied, read once for all parts of a page. */
export const leftOutNow = cache(async (): Promise<readonly OptionalProperty[]> => {
  const { leftOut } = await effectiveSettings(await appContext());
  return leftOut.value;
});
