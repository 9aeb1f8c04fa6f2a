import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { refusalAsJson } from "#lib/auth/refusal-response.ts";
import { readSession } from "#lib/auth/session-cookie.ts";
import { type Admin, admit, isAdmin, type Viewer } from "#lib/auth/viewer.ts";
import { serverConfig } from "./config.ts";

/** Who is there, or undefined. For parts that look different to a visitor; whatever shows data calls a gate below. */
export const currentViewer = cache(async (): Promise<Viewer | undefined> => {
  return viewerFrom((await headers()).get("cookie"));
});

/**
 * The gate of every page and action. The proxy refused first; this one holds when the proxy's matcher missed a path.
 * A visitor is sent to /sign-in (by throwing Next's redirect: do not catch it).
 */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await currentViewer();
  return viewer ?? redirect("/sign-in");
}

/** The gate of what changes things. A reader gets status 403 and app/forbidden.tsx (thrown: do not catch it). */
export async function requireAdmin(): Promise<Admin> {
  const viewer = await requireViewer();
  return isAdmin(viewer) ? viewer : forbidden();
}

/**
 * The gate of every route handler: a Viewer, or the answer to give instead (401 for a visitor).
 *
 * @example
 * const viewer = await viewerOf(request);
 * if (viewer instanceof Response) return viewer;
 */
export async function viewerOf(request: Request): Promise<Viewer | Response> {
  const viewer = await viewerFrom(request.headers.get("cookie"));
  return viewer ?? refusalAsJson(401);
}

/** As `viewerOf`, for handlers that change things: 403 for a reader. */
export async function adminOf(request: Request): Promise<Admin | Response> {
  const viewer = await viewerOf(request);
  if (viewer instanceof Response) return viewer;
  return isAdmin(viewer) ? viewer : refusalAsJson(403);
}

async function viewerFrom(cookieHeader: string | null): Promise<Viewer | undefined> {
  const config = serverConfig();
  return admit(await readSession(cookieHeader, config.web), { config, now: new Date() });
}
