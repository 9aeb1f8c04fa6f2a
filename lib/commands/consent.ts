import { recordAudit } from "../audit/record.ts";
import { type Admin, actorOf, type Viewer } from "../auth/viewer.ts";
import { beginAttempt, claimAttempt, lastAttempt, recordOutcome } from "../consent/attempts.ts";
import type { ConsentAttempt, ConsentOutcome, ConsentProblem, Proof } from "../consent/model.ts";
import { isGranted, proveConsent } from "../consent/proof.ts";
import type { ActingContext, Context } from "../context.ts";
import { AppError, type ErrorReport, reportOf } from "../errors.ts";
import {
  adminConsentUrl,
  type ConsentCallback,
  missingRoles,
  parseConsentCallback,
  type RequiredRole,
  requiredRoles,
} from "../graph/client/consent.ts";
import { personWaits } from "../graph/client/waiting.ts";
import { spendAllowance, takeAllowance } from "./rate-limit.ts";
import { withinSeconds } from "./within-seconds.ts";

/** How long a person may wait for Microsoft in a page, and for the proof after consent. */
const pageSeconds = 10;
const proofSeconds = 25;

/** Where Entra sends the admin back to; registered in Entra to the letter. */
export function consentRedirectUri({ config }: Pick<Context, "config">): string {
  if (!config.web) throw new AppError("configuration", "NEXTAUTH_URL is missing: the public address of this server.");
  return `${config.web.url}/consent/callback`;
}

/** The address of Entra's consent page, with a state that is good for one answer in this admin's session. */
export async function beginConsent(context: ActingContext, { viewer }: { viewer: Admin }): Promise<{ url: string }> {
  const { config, db, now, log } = context;
  if (!config.graph) throw new AppError("configuration", "Microsoft Graph is not configured.");
  const session = { personId: viewer.id, sessionId: viewer.sessionId };
  const startedBy = viewer.userPrincipalName || viewer.name;
  const { state } = await beginAttempt({ db }, { session, startedBy, now: now() });
  await recordAudit(db.pool, { at: now(), by: actorOf(viewer), event: { kind: "consent-asked" } });
  log.info("consent asked for", { by: viewer.id });
  return { url: adminConsentUrl({ config: config.graph, redirectUri: consentRedirectUri(context), state }) };
}

/** What became of an answer: looked at (the outcome is stored), or not even that. */
export type ConsentAnswer =
  | { state: "recorded"; outcome: ConsentOutcome }
  | { state: "ignored"; problem: ConsentProblem };

/**
 * Takes the redirect back from Entra and believes none of it: the state must be one of ours, unused, unexpired and of
 * this very session; `error` is looked at before anything that sounds like a yes; the tenant must be the one that
 * signed the admin in; and then a fresh token and real calls decide.
 */
export async function finishConsent(
  context: ActingContext,
  { viewer, parameters }: { viewer: Admin; parameters: URLSearchParams },
): Promise<ConsentAnswer> {
  const { db, now, log } = context;
  const [state, ...others] = parameters.getAll("state");
  if (!state || others.length > 0) return await ignored(context, { viewer, problem: "no-state" });
  const session = { personId: viewer.id, sessionId: viewer.sessionId };
  const claim = await claimAttempt({ db }, { state, session, now: now() });
  if (claim.state === "refused") return await ignored(context, { viewer, problem: claim.problem });
  const outcome = await outcomeOf(context, { viewer, callback: parseConsentCallback(parameters) });
  await recordOutcome({ db }, { id: claim.id, outcome });
  await noteAnswer(context, { viewer, outcome });
  log.info("consent answered", { by: viewer.id, result: outcome.result });
  return { state: "recorded", outcome };
}

/** An answer that was not looked at is noted too: somebody may be trying states. */
async function ignored(
  { db, now }: Context,
  { viewer, problem }: { viewer: Admin; problem: ConsentProblem },
): Promise<ConsentAnswer> {
  const event = { kind: "consent-answered", result: `ignored: ${problem}` } as const;
  await recordAudit(db.pool, { at: now(), by: actorOf(viewer), event });
  return { state: "ignored", problem };
}

async function noteAnswer(
  { db, now }: Context,
  { viewer, outcome }: { viewer: Admin; outcome: ConsentOutcome },
): Promise<void> {
  const { result } = outcome;
  const refusal = outcome.result === "refused" ? { graphCode: outcome.graphCode, requestId: outcome.requestId } : {};
  await recordAudit(db.pool, {
    at: now(),
    by: actorOf(viewer),
    event: { kind: "consent-answered", result, ...refusal },
  });
}

async function outcomeOf(
  context: Context,
  { viewer, callback }: { viewer: Viewer; callback: ConsentCallback },
): Promise<ConsentOutcome> {
  if (callback.outcome === "refused") return refusalOf(callback);
  if (callback.outcome === "malformed") return { result: "malformed", reason: callback.reason };
  if (callback.tenant !== viewer.tenantId.toLowerCase()) return { result: "other-tenant" };
  return proven(await prove(context), { approvedAt: context.now().toISOString() });
}

function refusalOf({ error, description }: { error: string; description: string }): ConsentOutcome {
  return {
    result: "refused",
    // The address can be written by anyone: words are taken only in the form that Microsoft's have.
    error: /^[a-z_]{1,60}$/.test(error) ? error : "unknown_error",
    graphCode: /AADSTS\d{3,9}/.exec(description)?.[0],
    requestId: /Trace ID:\s*([0-9a-f-]{36})/i.exec(description)?.[1],
  };
}

function proven(proof: Proof, { approvedAt }: { approvedAt: string }): ConsentOutcome {
  return isGranted(proof) ? { result: "granted", proof } : { result: "unproven", approvedAt, proof };
}

async function prove({ graph, now }: Context): Promise<Proof> {
  const at = now();
  try {
    return await withinSeconds(proofSeconds, (signal) =>
      proveConsent(graph.session({ signal, longestWait: personWaits }), { at }),
    );
  } catch (error) {
    return { at: at.toISOString(), missing: [], probes: [], error: reportOf(error) };
  }
}

/**
 * Looks again after a yes that Microsoft's servers did not show yet, which can take minutes. A refusal stays one.
 *
 * @returns the last walk as it stands now; undefined when nobody ever walked.
 * @throws AppError `rate-limited`
 */
export async function checkConsentAgain(
  context: ActingContext,
  { viewer }: { viewer: Admin },
): Promise<ConsentAttempt | undefined> {
  const last = await lastAttempt(context);
  if (last?.outcome.result !== "unproven") return last;
  await spendAllowance(context, { what: "look", who: viewer.id });
  const { approvedAt } = last.outcome;
  const outcome = proven(await prove(context), { approvedAt });
  context.log.info("consent looked at again", { by: viewer.id, result: outcome.result });
  await recordOutcome(context, { id: last.id, outcome });
  return { ...last, outcome };
}

/** The last walk that ended. */
export async function lastConsent(context: Context): Promise<ConsentAttempt | undefined> {
  return await lastAttempt(context);
}

/** Required against granted, as a fresh token of the application says it. */
export type Permissions =
  | { state: "read"; required: { name: RequiredRole; granted: boolean }[]; alsoGranted: string[] }
  /** Microsoft's token could not be decoded, which its format allows; `check` makes real calls. */
  | { state: "opaque"; required: { name: RequiredRole }[] }
  | { state: "unread"; required: { name: RequiredRole }[]; error: ErrorReport };

/**
 * Asks Entra for a token, whatever is in store: that one keeps the roles it was born with, also when consent was
 * withdrawn since. Pages that are opened in a loop are shown the stored one's. Whatever keeps the token from being fetched
 * or read is a result.
 */
export async function permissions(context: Context): Promise<Permissions> {
  const required = requiredRoles.map((name) => ({ name }));
  try {
    const fresh = (await takeAllowance(context, { what: "permissions", who: "everybody" })) === undefined;
    const { roles } = await withinSeconds(pageSeconds, (signal) =>
      context.graph.session({ signal, longestWait: personWaits }).token({ fresh }),
    );
    if (!roles) return { state: "opaque", required };
    const missing: string[] = missingRoles(roles);
    return {
      state: "read",
      required: requiredRoles.map((name) => ({ name, granted: !missing.includes(name) })),
      alsoGranted: roles.filter((role) => !requiredRoles.some((name) => name === role)),
    };
  } catch (error) {
    return { state: "unread", required, error: reportOf(error) };
  }
}
