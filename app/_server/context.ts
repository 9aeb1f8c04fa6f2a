import { type Admin, actorOf, type Viewer } from "#lib/auth/viewer.ts";
import { type ActingContext, type Context, inTheNameOf } from "#lib/context.ts";
import { processContext } from "./process-context.ts";
import { requireViewer } from "./session.ts";

/** What a person may be given: an admin what changes things, everybody else what reads. */
export type ContextFor<Person extends Viewer> = Person extends Admin ? ActingContext : Context;

/**
 * The context for a page. It is a gate itself, so a page that forgot to ask who is there shows nothing: a visitor is sent
 * to /sign-in (by throwing Next's redirect: do not catch it).
 *
 * @throws AppError `database-unavailable` or `configuration`.
 */
export async function appContext(): Promise<Context> {
  return await contextFor(await requireViewer());
}

/**
 * The context for somebody who passed a gate. Commands that change things take an `ActingContext`, which only an Admin
 * gets here: TypeScript refuses to call them for a reader.
 */
export async function contextFor<Person extends Viewer>(viewer: Person): Promise<ContextFor<Person>> {
  return inTheNameOf(actorOf(viewer), await processContext());
}
