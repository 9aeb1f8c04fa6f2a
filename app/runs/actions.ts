"use server";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { queuePlan } from "#lib/commands/apply-plan.ts";
import { approveRun, rejectRun } from "#lib/commands/held-removals.ts";
import { raiseGuard } from "#lib/commands/raise-guard.ts";
import { type Busy, cancelRun, queueSync } from "#lib/commands/sync.ts";
import { removalGuardFields } from "#lib/settings/schema.ts";
import { act } from "../_server/action.ts";
import { requireAdmin } from "../_server/session.ts";
import type { ActionState } from "../_ui/action-state.ts";

const ofRun = z.object({ run: z.coerce.number().int().positive() });

/** Asks a worker for a run and leads to its page; when another one runs, says which. */
export async function syncNow(_: ActionState<Busy>, form: FormData): Promise<ActionState<Busy>> {
  return act({
    gate: requireAdmin,
    schema: z.object({ kind: z.enum(["delta", "full", "preview"]).default("delta") }),
    form,
    run: async (context, { viewer, input }) => {
      const queued = await queueSync(context, { ...input, requestedBy: viewer.userPrincipalName });
      return queued.state === "busy" ? queued : redirect(`/runs/${queued.run}`);
    },
  });
}

/** Asks a worker to apply the plan of a preview and leads to the run that does; when another one runs, says which. */
export async function applyPlan(_: ActionState<Busy>, form: FormData): Promise<ActionState<Busy>> {
  return act({
    gate: requireAdmin,
    schema: ofRun,
    form,
    run: async (context, { viewer, input }) => {
      const queued = await queuePlan(context, { ...input, requestedBy: viewer.userPrincipalName });
      return queued.state === "busy" ? queued : redirect(`/runs/${queued.run}`);
    },
  });
}

/** Asks a run to stop. */
export async function cancel(_: ActionState<boolean>, form: FormData): Promise<ActionState<boolean>> {
  return act({
    gate: requireAdmin,
    schema: ofRun,
    form,
    run: async (context, { input }) => {
      const isOpen = await cancelRun(context, input);
      refresh();
      return isOpen;
    },
  });
}

/** What a decision on held removals comes to: done, or another run is at work and it has to be repeated. */
export type DecisionState = ActionState<Busy | { state: "decided" }>;

/** Decides the held removals of a run; the form's `decision` is approve or reject. */
export async function decideHeld(_: DecisionState, form: FormData): Promise<DecisionState> {
  return act({
    gate: requireAdmin,
    schema: ofRun.extend({ decision: z.enum(["approve", "reject"]) }),
    form,
    run: async (context, { viewer, input: { run, decision } }) => {
      const decide = decision === "approve" ? approveRun : rejectRun;
      const outcome = await decide(context, { run, decidedBy: viewer.userPrincipalName });
      if (outcome.state === "busy") return outcome;
      refresh();
      return { state: outcome.state };
    },
  });
}

/** Raises the removal guard so that the next run decides anew about what a run held. */
export async function raiseLimit(_: DecisionState, form: FormData): Promise<DecisionState> {
  return act({
    gate: requireAdmin,
    schema: ofRun.extend(removalGuardFields),
    form,
    run: async (context, { viewer, input: { run, ...guard } }) => {
      const outcome = await raiseGuard(context, { run, guard, decidedBy: viewer.userPrincipalName });
      if (outcome.state === "busy") return outcome;
      refresh();
      return { state: outcome.state };
    },
  });
}
