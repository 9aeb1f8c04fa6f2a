import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#lib/auth/auth-options.ts";
import { clientAddress } from "#lib/auth/client-address.ts";
import type { DoorConfig } from "#lib/auth/door-config.ts";
import { refusalCookie } from "#lib/auth/refusal-cookie.ts";
import { endOfSessionCookie, isRenewing, renewalCookie, renewedSession } from "#lib/auth/renewal.ts";
import { collectRefusal, noteRefusal, type SignInRefusal } from "#lib/auth/sign-in-refusal.ts";
import { takeAllowance } from "#lib/commands/rate-limit.ts";
import { noteSignInRefused, witnessesOf } from "#lib/commands/sessions.ts";
import { createLog } from "#lib/log.ts";
import { signInWords } from "#words/sign-in.tsx";
import { serverConfig } from "../../../_server/config.ts";
import { processContext } from "../../../_server/process-context.ts";
import { renewal } from "../../../_server/renewal-request.ts";

type Handler = (request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

// next-auth also has `_log`, by which a browser could write into our log.
const served = ["providers", "csrf", "session", "signin", "callback", "signout", "error"];

/** Each asks Microsoft something, for a visitor whom nobody knows. */
const costly = ["signin", "callback"];

const answer: Handler = async (request, context) => {
  const [action = "", ...others] = (await context.params).nextauth;
  const config = serverConfig();
  const handle = await handlerOf(request, { config });
  if (action === "renew" && others.length === 0 && request.method === "GET")
    return renewal(request, { config, handle });
  if (!served.includes(action)) return new Response("Not found", { status: 404 });
  const wait = costly.includes(action) ? await secondsToWait(request, { config }) : undefined;
  if (wait !== undefined) return tooMany(wait);
  if (action === "signin") keepKnownParameters(request);
  const { result: response, refusal } = await collectRefusal(async () => {
    const answered = await handle(request, context);
    // The form's token did not fit its cookie: no cookie came, or the page was open since before a new secret.
    if (answered.headers.get("location")?.endsWith("?csrf=true")) noteRefusal({ reason: "interrupted" });
    return answered;
  });
  if (action === "callback" && isRenewing(request.headers.get("cookie"), config.web)) {
    endOfWalk(response, { config, refusal });
  }
  // A refusal stays to be read until the person tries again.
  if (refusal || (request.method === "POST" && action === "signin") || action === "callback") {
    response.headers.append("set-cookie", await refusalCookie(refusal, config.web));
  }
  if (refusal) await noteRefused(refusal);
  // next-auth says so of the session alone; its redirects carry cookies too.
  response.headers.set("cache-control", "private, no-store");
  return response;
};

export { answer as GET, answer as POST };

async function handlerOf(request: NextRequest, { config }: { config: DoorConfig }): Promise<Handler> {
  // next-auth takes our address from the environment alone; with either of the others it would believe x-forwarded-host.
  process.env.NEXTAUTH_URL = config.web.url;
  delete process.env.AUTH_TRUST_HOST;
  delete process.env.VERCEL;
  const log = createLog({ level: config.logLevel });
  const renews = await renewedSession(request.headers.get("cookie"), config.web);
  const witnesses = witnessesOf(processContext);
  return NextAuth(authOptions({ config, log, now: () => new Date(), witnesses, renews }));
}

/** Microsoft did not answer, or the answer was not to this browser's question: neither says anything of the person. */
const notOfThePerson: readonly SignInRefusal["reason"][] = ["unreachable", "interrupted"];

/**
 * A silent sign-in that came back with a session is over. Refused for a reason of the person's, it ends the session whose
 * roles it should have read; otherwise the mark stays for its minutes and the session goes on.
 */
function endOfWalk(response: Response, { config, refusal }: { config: DoorConfig; refusal?: SignInRefusal }): void {
  if (!refusal) response.headers.append("set-cookie", renewalCookie("over", config.web));
  else if (!notOfThePerson.includes(refusal.reason))
    response.headers.append("set-cookie", endOfSessionCookie(config.web));
}

async function secondsToWait({ headers }: Request, { config }: { config: DoorConfig }): Promise<number | undefined> {
  try {
    return await takeAllowance(await processContext(), { what: "sign-in", who: clientAddress(headers, config) });
  } catch {
    // Without a database there is nothing to be had behind the door either.
    return undefined;
  }
}

function tooMany(seconds: number): Response {
  const headers = {
    "retry-after": String(seconds),
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
  };
  return new Response(signInWords.tooMany(seconds), { status: 429, headers });
}

/** The sign-in was refused, whether that could be noted or not. */
async function noteRefused(refusal: SignInRefusal): Promise<void> {
  try {
    await noteSignInRefused(await processContext(), refusal);
  } catch (error) {
    createLog({ level: serverConfig().logLevel }).error("a refused sign-in was not noted", { error: String(error) });
  }
}

/** next-auth hands every query parameter of the sign-in address on to Microsoft; ours uses `prompt` alone. */
function keepKnownParameters(request: NextRequest): void {
  const { searchParams } = request.nextUrl;
  for (const name of [...searchParams.keys()]) {
    if (!["prompt", "callbackUrl", "error"].includes(name)) searchParams.delete(name);
  }
}
