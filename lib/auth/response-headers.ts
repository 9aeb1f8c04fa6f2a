import { clouds } from "../config/clouds.ts";
import type { DoorConfig } from "./door-config.ts";
import { isHttps } from "./session-cookie.ts";

const oneYear = 31_536_000;

/**
 * What the browser may do with a page of ours: run scripts that carry this answer's nonce, talk to us alone, be framed
 * by nobody, and keep nothing.
 */
export function pageHeaders({
  config,
  nonce,
  pathname,
}: {
  config: DoorConfig;
  nonce: string;
  pathname: string;
}): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy({ config, nonce, pathname }),
    "cache-control": "private, no-store",
    ...commonHeaders(config),
  };
}

/** What a handler answers is data: should a browser ever show it as a page, that page may do nothing. */
export const handlerHeaders = { "content-security-policy": "default-src 'none'; frame-ancestors 'none'" };

/** For every answer, whatever it is. */
export function commonHeaders({ web }: Pick<DoorConfig, "web">): Record<string, string> {
  return {
    // Not no-referrer: browsers would then send `Origin: null` with our own forms, which the origin check refuses.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ...(isHttps(web) ? { "strict-transport-security": `max-age=${oneYear}` } : {}),
  };
}

function contentSecurityPolicy(given: { config: DoorConfig; nonce: string; pathname: string }): string {
  const { config, nonce } = given;
  // Of the development build only: React reconstructs server stacks with eval, and Next's tools bring their own styles.
  const scripts = config.production ? "" : " 'unsafe-eval'";
  const styles = config.production ? `'nonce-${nonce}'` : "'unsafe-inline'";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${scripts}`,
    `style-src 'self' ${styles}`,
    // Mantine sets its measures as style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action ${formTargets(given)}`,
  ].join("; ");
}

/**
 * Chrome holds every redirect that follows a form to this list. Sign-in and consent lead to Microsoft; a federated
 * tenant sends the browser straight on to its own sign-in server, which we cannot know, so the sign-in page, which
 * holds no data, may lead to any https address.
 */
function formTargets({ config, pathname }: { config: DoorConfig; pathname: string }): string {
  const { cloud, loginOrigin } = config.graph;
  const known = ["'self'", clouds[cloud].login, loginOrigin, pathname === "/sign-in" ? "https:" : undefined];
  return known.filter((target) => target !== undefined).join(" ");
}
