import type { NextRequest } from "next/server";
import { frontDoor } from "#lib/auth/front-door.ts";
import { serverConfig } from "./app/_server/config.ts";

export const config = { matcher: "/((?!_next/static/|_next/image$).*)" };

/** Runs before every page, action and handler. */
export async function proxy(request: NextRequest): Promise<Response> {
  return await frontDoor(request, { config: serverConfig(), now: new Date() });
}
