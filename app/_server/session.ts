import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { refusalAsJson } from "#lib/auth/refusal-response.ts";
import { readSession } from "#lib/auth/session-cookie.ts";
import { type Admin, isAdmin, standsAs, type Viewer } from "#lib/auth/viewer.ts";
import { admitSession, noteForbidden } from "#lib/commands/sessions.ts";
import { serverConfig } from "./config.ts";
import { failureAsJson } from "./failure.ts";
import { processContext } from "./process-context.ts";

/**
 * Who is there, or undefined. For parts that look different to a visitor; whatever shows data calls a gate below.
 *
 * @throws AppError `database-unavailable`: whether a session was ended is known there.
 */
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
  if (isAdmin(viewer)) return viewer;
  await noteRefused(viewer, (await headers()).get("x-asked-path") ?? "unknown");
  return forbidden();
}

/**
 * The gate of every route handler: a Viewer, or the answer to give instead (401 for a visitor, 503 without a database).
 *
 * @example
 * const viewer = await viewerOf(request);
 * if (viewer instanceof Response) return viewer;
 */
export async function viewerOf(request: Request): Promise<Viewer | Response> {
  try {
    const viewer = await viewerFrom(request.headers.get("cookie"));
    return viewer ?? refusalAsJson(401);
  } catch (error) {
    return failureAsJson(error);
  }
}

/** As `viewerOf`, for handlers that change things: 403 for a reader. */
export async function adminOf(request: Request): Promise<Admin | Response> {
  const viewer = await viewerOf(request);
  if (viewer instanceof Response) return viewer;
  if (isAdmin(viewer)) return viewer;
  await noteRefused(viewer, new URL(request.url).pathname);
  return refusalAsJson(403);
}

/** Whether the session that a request came with still lets in the same person; for answers that go on for minutes. */
export async function isStillAdmitted(request: Request): Promise<boolean> {
  return (await viewerFrom(request.headers.get("cookie"))) !== undefined;
}

/** Of a visitor without a session of ours the database is not asked. */
async function viewerFrom(cookieHeader: string | null): Promise<Viewer | undefined> {
  const config = serverConfig();
  const claims = await readSession(cookieHeader, config.web);
  if (!claims || !standsAs(claims, { config, now: new Date() })) return undefined;
  return admitSession(await processContext(), { claims });
}

async function noteRefused(viewer: Viewer, what: string): Promise<void> {
  await noteForbidden(await processContext(), { viewer, what });
}
