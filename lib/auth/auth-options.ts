import { randomUUID } from "node:crypto";
import type { AuthOptions } from "next-auth";
import type { Log } from "../log.ts";
import type { DoorConfig } from "./door-config.ts";
import { entraProvider } from "./entra-provider.ts";
import { isOfTenant, personOf } from "./id-token.ts";
import { localPath } from "./local-path.ts";
import { roleOf } from "./role.ts";
import { parseSessionClaims, registrationOf, type SessionClaims, sessionSeconds } from "./session-claims.ts";
import { isHttps } from "./session-cookie.ts";
import { noteRefusal, refusalFromLog } from "./sign-in-refusal.ts";
import { admit } from "./viewer.ts";

/** The page of ours that next-auth sends people to, to sign in and when that went wrong. */
export const signInPath = "/sign-in";

/**
 * next-auth's options: sessions of at most eight hours in one encrypted cookie, our own page, and entrance for people
 * of our tenant who have a role.
 */
export function authOptions({ config, log, now }: { config: DoorConfig; log: Log; now: () => Date }): AuthOptions {
  return {
    secret: config.web.secret,
    providers: [entraProvider(config.graph)],
    session: { strategy: "jwt", maxAge: sessionSeconds },
    jwt: { maxAge: sessionSeconds },
    useSecureCookies: isHttps(config.web),
    // A link to next-auth's own sign-out page leads home: our button signs out, and that page knows no policy of ours.
    pages: { signIn: signInPath, error: signInPath, signOut: "/" },
    callbacks: {
      redirect: ({ url, baseUrl }) => `${baseUrl}${localPath(url, { origin: baseUrl })}`,
      signIn: ({ profile }) => mayEnter(profile, { config }),
      jwt: ({ token, account, profile }) =>
        account ? newSession(profile, { config, now: now() }) : unchanged(token, { config, now: now() }),
      session: ({ session, token }) => {
        const viewer = admit(parseSessionClaims(token), { config, now: now() });
        if (!viewer) return { ...session, user: undefined };
        return { user: { name: viewer.name, role: viewer.role }, expires: expiryOf(token) };
      },
    },
    logger: quietLogger(log),
  };
}

/** True, or the address of the page that says why not. */
function mayEnter(profile: unknown, { config }: { config: DoorConfig }): true | string {
  const person = personOf(profile);
  if (!person) {
    noteRefusal({ reason: "token-rejected" });
    return signInPath;
  }
  const name = person.userPrincipalName || person.name;
  if (!isOfTenant(person, config.graph)) {
    noteRefusal({ reason: "other-tenant", person: name });
    return signInPath;
  }
  if (!roleOf(person, config)) {
    noteRefusal({ reason: "no-role", person: name });
    return signInPath;
  }
  return true;
}

function newSession(profile: unknown, { config, now }: { config: DoorConfig; now: Date }): SessionClaims {
  const person = personOf(profile);
  // signIn has refused such a token already; if next-auth ever asks in another order, there is still no session.
  if (!person) throw new Error("the id token names nobody");
  const { issuer: _, ...kept } = person;
  return {
    ...kept,
    sessionId: randomUUID(),
    signedInAt: Math.floor(now.getTime() / 1000),
    registration: registrationOf(config.graph),
  };
}

/**
 * next-auth writes the cookie anew, with a new expiry, whenever /api/auth/session is asked: without this a session that
 * is used would never end. Throwing makes it take the cookie away.
 */
function unchanged(token: unknown, given: { config: DoorConfig; now: Date }): SessionClaims {
  const claims = parseSessionClaims(token);
  if (!claims || !admit(claims, given)) throw new Error("the session is over");
  return claims;
}

function expiryOf(token: unknown): string {
  const signedInAt = parseSessionClaims(token)?.signedInAt ?? 0;
  return new Date((signedInAt + sessionSeconds) * 1000).toISOString();
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
