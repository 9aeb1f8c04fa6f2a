import { cookies } from "next/headers";
import { cache } from "react";
import { knownZone } from "#lib/commands/local-day.ts";
import { zoneCookie } from "../_ui/zone-cookie.ts";

/** The time zone of whoever looks, as their browser said at an earlier visit; UTC until then. */
export const viewerZone = cache(async (): Promise<string> => knownZone((await cookies()).get(zoneCookie)?.value));
