import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#lib/auth/auth-options.ts";
import type { DoorConfig } from "#lib/auth/door-config.ts";
import { refusalCookie } from "#lib/auth/refusal-cookie.ts";
import { collectRefusal, noteRefusal } from "#lib/auth/sign-in-refusal.ts";
import { createLog } from "#lib/log.ts";
import { serverConfig } from "../../../_server/config.ts";

type Handler = (request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

// next-auth also has `_log`, by which a browser could write into our log.
const served = ["providers", "csrf", "session", "signin", "callback", "signout", "error"];

const answer: Handler = async (request, context) => {
  const [action = ""] = (await context.params).nextauth;
  if (!served.includes(action)) return new Response("Not found", { status: 404 });
  const config = serverConfig();
  if (action === "signin") keepKnownParameters(request);
  const { result: response, refusal } = await collectRefusal(async () => {
    const answered = await handlerOf(config)(request, context);
    // The form's token did not fit its cookie: no cookie came, or the page was open since before a new secret.
    if (answered.headers.get("location")?.endsWith("?csrf=true")) noteRefusal({ reason: "interrupted" });
    return answered;
  });
  // A refusal stays to be read until the person tries again.
  if (refusal || (request.method === "POST" && action === "signin") || action === "callback") {
    response.headers.append("set-cookie", await refusalCookie(refusal, config.web));
  }
  return response;
};

export { answer as GET, answer as POST };

function handlerOf(config: DoorConfig): Handler {
  // next-auth takes our address from the environment alone; without NEXTAUTH_URL it might believe x-forwarded-host.
  process.env.NEXTAUTH_URL = config.web.url;
  const log = createLog({ level: config.logLevel });
  return NextAuth(authOptions({ config, log, now: () => new Date() }));
}

/** next-auth hands every query parameter of the sign-in address on to Microsoft; ours uses `prompt` alone. */
function keepKnownParameters(request: NextRequest): void {
  const { searchParams } = request.nextUrl;
  for (const name of [...searchParams.keys()]) {
    if (!["prompt", "callbackUrl", "error"].includes(name)) searchParams.delete(name);
  }
}
