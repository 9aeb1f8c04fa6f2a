import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Viewer } from "#lib/auth/viewer.ts";
import type { Context } from "#lib/context.ts";
import { reportOf } from "#lib/errors.ts";
import type { ActionState } from "../_ui/action-state.ts";
import { type ContextFor, contextFor } from "./context.ts";

/**
 * The way of every server action: gate, parse, run, and tell what went wrong in words.
 *
 * Next answers an uncaught error of an action with a code and no sentence, so a failure is returned as a state.
 * Redirects and `notFound()` inside `run` pass through.
 */
export async function act<Person extends Viewer, Input, Result>({
  gate,
  schema,
  form,
  run,
}: {
  /** requireViewer or requireAdmin: it runs first, whatever the form holds. */
  gate: () => Promise<Person>;
  schema: z.ZodType<Input>;
  /** As it came: whoever calls the action by hand may have left it out. */
  form: FormData | undefined;
  run: (context: ContextFor<Person>, given: { viewer: Person; input: Input }) => Promise<Result>;
}): Promise<ActionState<Result>> {
  const viewer = await gate();
  const values = valuesOf(form);
  const parsed = schema.safeParse(values);
  if (!parsed.success) return { state: "invalid", fields: faultsByField(parsed.error), values };
  let context: Context | undefined;
  try {
    const given = await contextFor(viewer);
    context = given;
    return { state: "done", result: await run(given, { viewer, input: parsed.data }) };
  } catch (error) {
    unstable_rethrow(error);
    const report = reportOf(error);
    context?.log.error("an action failed", {
      code: report.code,
      graphCode: report.graphCode,
      requestId: report.requestId,
    });
    return { state: "failed", report };
  }
}

/** The text fields of a form; files and the fields Next adds are not ours. */
function valuesOf(form: FormData | undefined): Record<string, string> {
  if (!(form instanceof FormData)) return {};
  const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(texts.filter(([name]) => !name.startsWith("$ACTION_")));
}

function faultsByField(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".") || "form"] ??= issue.message;
  return fields;
}
