import { AppError, reportOf } from "../errors.ts";
import { missingRoles, probe } from "../graph/client/consent.ts";
import type { GraphSession } from "../graph/client/graph.ts";
import type { Proof } from "./model.ts";

/**
 * Finds out whether the permissions are really there: a token fetched anew (an older one keeps the roles it was born
 * with), its roles, and one call for each kind of object. What Microsoft refuses is part of the proof, not an error.
 */
export async function proveConsent(session: GraphSession, { at }: { at: Date }): Promise<Proof> {
  let proof: Proof = { at: at.toISOString(), missing: [], probes: [] };
  try {
    const { roles } = await session.token({ fresh: true });
    proof = { ...proof, roles, missing: missingRoles(roles) };
    return { ...proof, probes: await probe(session) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...proof, error: reportOf(error) };
  }
}

/** The probes without which no run works. The organization is asked for its name only. */
const needed = ["users", "groups"];

/** Whether a proof is a yes. Of a token that cannot be read, the calls alone tell. */
export function isGranted({ error, missing, probes }: Proof): boolean {
  if (error || missing.length > 0) return false;
  return needed.every((name) => probes.some((each) => each.name === name && each.ok));
}
