import type { ErrorReport } from "#lib/errors.ts";

/** What a form shows after its action ran. */
export type ActionState<Result = unknown> =
  | { state: "idle" }
  | { state: "done"; result: Result }
  /** One sentence per field that cannot be taken; `values` is what was typed, so that nothing has to be typed again. */
  | { state: "invalid"; fields: Record<string, string>; values: Record<string, string> }
  | { state: "failed"; report: ErrorReport };

/** Before anything was sent: what useActionState starts with. */
export const idle = { state: "idle" } as const satisfies ActionState;
