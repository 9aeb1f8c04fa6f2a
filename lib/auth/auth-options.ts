import type { AuthOptions, CookiesOptions } from "next-auth";
import type { WebConfig } from "../config/config.ts";
import type { Log } from "../log.ts";
import type { DoorConfig } from "./door-config.ts";
import { entraProvider } from "./entra-provider.ts";
import { type Entrance, entranceFor, sessionOf, type Witnesses } from "./entrance.ts";
import { localPath } from "./local-path.ts";
import { parseSessionClaims, type SessionClaims, sessionSeconds } from "./session-claims.ts";
import { cookieName, isHttps } from "./session-cookie.ts";
import { noteRefusal, refusalFromLog } from "./sign-in-refusal.ts";
import { admit, type Viewer } from "./viewer.ts";

/** The page of ours that next-auth sends people to, to sign in and when that went wrong. */
export const signInPath = "/sign-in";

/** How long a walk to Microsoft and back may take. */
const walkSeconds = 15 * 60;

type Given = {
  config: DoorConfig;
  log: Log;
  now: () => Date;
  witnesses: Witnesses;
  /** The session that a silent sign-in goes on with; see `sessionOf`. */
  renews?: SessionClaims;
};

/**
 * next-auth's options for one request: sessions of at most eight hours in one encrypted cookie, our own page, and
 * entrance for people of our tenant who have a role.
 */
export function authOptions({ config, log, now, witnesses, renews }: Given): AuthOptions {
  // Both callbacks of one sign-in ask; the witnesses answer once.
  let asked: Promise<Entrance> | undefined;
  const entrance = (profile: unknown) => {
    asked ??= entranceFor(profile, { config, witnesses });
    return asked;
  };
  const standing = (token: unknown) => viewerOf(parseSessionClaims(token), { config, now: now(), witnesses });
  return {
    secret: config.web.secret,
    providers: [entraProvider(config.graph)],
    session: { strategy: "jwt", maxAge: sessionSeconds },
    jwt: { maxAge: sessionSeconds },
    useSecureCookies: isHttps(config.web),
    cookies: cookiesOf(config.web),
    // A link to next-auth's own sign-out page leads home: our button signs out, and that page knows no policy of ours.
    pages: { signIn: signInPath, error: signInPath, signOut: "/" },
    callbacks: {
      redirect: ({ url, baseUrl }) => `${baseUrl}${localPath(url, { origin: baseUrl })}`,
      signIn: async ({ profile }) => {
        const answer = await entrance(profile);
        if (answer.state === "open") return true;
        noteRefusal(answer.because);
        return signInPath;
      },
      jwt: async ({ token, account, profile }) => {
        if (!account) return unchanged(token, await standing(token));
        const answer = await entrance(profile);
        // signIn has refused already; if next-auth ever asks in another order, there is still no session.
        if (answer.state === "shut") throw new Error("the id token lets nobody in");
        const claims = sessionOf(answer.person, { config, now: now(), renews });
        if (claims.sessionId !== renews?.sessionId) await witnesses.entered(claims);
        return claims;
      },
      session: async ({ session, token }) => {
        const viewer = await standing(token);
        if (!viewer) return { ...session, user: undefined };
        const expires = new Date(viewer.signedInAt.getTime() + sessionSeconds * 1000).toISOString();
        return { user: { name: viewer.name, role: viewer.role }, expires };
      },
    },
    logger: quietLogger(log),
  };
}

async function viewerOf(
  claims: SessionClaims | undefined,
  { config, now, witnesses }: { config: DoorConfig; now: Date; witnesses: Witnesses },
): Promise<Viewer | undefined> {
  return claims && admit(claims, { config, now, known: await witnesses.known(claims) });
}

/**
 * next-auth writes the cookie anew, with a new expiry, whenever /api/auth/session is asked: without this a session that
 * is used would never end. Throwing makes it take the cookie away.
 */
function unchanged(token: unknown, viewer: Viewer | undefined): SessionClaims {
  const claims = parseSessionClaims(token);
  if (!claims || !viewer) throw new Error("the session is over");
  return claims;
}

/** next-auth's own cookies, under names that keep them to https and to this host. */
function cookiesOf(web: WebConfig): Partial<CookiesOptions> {
  const cookie = (name: string, { maxAge }: { maxAge?: number } = {}) => ({
    name: cookieName(`next-auth.${name}`, web),
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure: isHttps(web), maxAge },
  });
  return {
    sessionToken: cookie("session-token"),
    callbackUrl: cookie("callback-url"),
    csrfToken: cookie("csrf-token"),
    pkceCodeVerifier: cookie("pkce.code_verifier", { maxAge: walkSeconds }),
    state: cookie("state", { maxAge: walkSeconds }),
    nonce: cookie("nonce"),
  };
}

/** next-auth's own logger prints errors with state values, tokens and stack to the console. */
function quietLogger(log: Log): AuthOptions["logger"] {
  return {
    error(event, metadata) {
      // An expired or foreign session cookie; whoever holds it is a visitor, and nothing went wrong.
      if (event === "JWT_SESSION_ERROR") return log.debug("a session was not accepted", { event });
      const refusal = refusalFromLog(event, metadata);
      if (!noteRefusal(refusal)) return;
      const { reason, graphCode, requestId } = refusal;
      log.error("sign-in failed", { event, reason, graphCode, requestId });
    },
    warn: (event) => log.debug("next-auth warns", { event }),
    debug: () => {},
  };
}
