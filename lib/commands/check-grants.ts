import type { GraphConfig } from "../config/config.ts";
import { AppError } from "../errors.ts";
import { missingRoles, probe, readOrganization, requiredRoles } from "../graph/client/consent.ts";
import type { GraphSession } from "../graph/client/graph.ts";
import { asCollection } from "../graph/client/objects.ts";
import { type Finding, failed, look, type Waiting } from "./check-finding.ts";
import { mayBeSpreading } from "./explanation.ts";

/** Pauses in seconds before each further look: about five minutes, within which a consent has mostly spread. */
export const spreadingWaits = [10, 15, 30, 45, 60, 60, 60];

export type Grants = { roles: string[] | undefined; areGranted: boolean };

/**
 * Token, permissions and one call for each kind of object. While a consent may still be spreading among Microsoft's
 * servers, it waits and looks again, and says so; what it found counts only then.
 *
 * @param isFresh whether consent was given within the last minutes, asked before each wait
 */
export async function* lookAtGrants(
  session: GraphSession,
  {
    graph,
    isFresh,
    sleep,
  }: { graph: GraphConfig; isFresh: () => Promise<boolean>; sleep: (milliseconds: number) => Promise<void> },
): AsyncGenerator<Finding | Waiting, Grants> {
  for (let tried = 0; ; tried += 1) {
    const { findings, grants } = await grantsNow(session, graph);
    const wait = spreadingWaits[tried];
    const open = findings.find((finding) => finding.state === "failed" && mayBeSpreading(finding.error));
    if (!open || wait === undefined || !(await isFresh())) {
      yield* findings;
      return grants;
    }
    yield {
      name: open.name,
      state: "waiting",
      seconds: wait,
      message: `${open.message} Consent was given a short while ago, and Microsoft's servers learn of it one after the other: looking again in ${wait} seconds (${tried + 1} of ${spreadingWaits.length}).`,
    };
    await sleep(wait * 1_000);
  }
}

async function grantsNow(session: GraphSession, graph: GraphConfig): Promise<{ findings: Finding[]; grants: Grants }> {
  // Asked anew: a token in store keeps the permissions of its hour.
  const token = await look("token", {
    graph,
    work: async () => {
      const { roles } = await session.token({ fresh: true });
      return { message: "Microsoft Entra issued a token to the application.", value: { roles } };
    },
  });
  if (!token.value) return { findings: [token.finding], grants: { roles: undefined, areGranted: false } };
  const { roles } = token.value;
  const permissions = await look("permissions", { graph, work: async () => lookAtPermissions(roles) });
  const findings = [token.finding, permissions.finding];
  for await (const finding of lookAtEndpoints(session, graph)) findings.push(finding);
  return { findings, grants: { roles, areGranted: permissions.finding.state !== "failed" } };
}

function lookAtPermissions(roles: string[] | undefined): { message: string } {
  // Entra does not promise that a token can be read; then the calls below decide.
  if (roles === undefined) return { message: "The token does not say what was granted; the calls below show it." };
  const missing = missingRoles(roles);
  const wanted = requiredRoles.map((role) => `${role} ${missing.includes(role) ? "MISSING" : "granted"}`).join(", ");
  if (missing.length === 0) return { message: `Wanted: ${wanted}. Granted: ${roles.join(", ")}.` };
  throw new AppError(
    "consent-missing",
    `The tenant has not granted ${missing.join(" and ")} (wanted: ${wanted}): open Settings, Get consent, and have a Privileged Role Administrator approve.`,
  );
}

/** One object each, of everything a run lists besides the members of its group. */
async function* lookAtEndpoints(session: GraphSession, graph: GraphConfig): AsyncGenerator<Finding> {
  const probes = await look("users", { graph, work: async () => ({ message: "", value: await probe(session) }) });
  if (!probes.value) {
    yield probes.finding;
    return;
  }
  for (const { name, ok, error } of probes.value) {
    if (!ok) yield failed(name, { graph, error: undefined, report: error });
    else if (name === "organization")
      yield (await look(name, { graph, work: () => lookAtOrganization(session) })).finding;
    else yield { name, state: "ok", message: `Microsoft Graph lists ${name}.` };
  }
  const supervisors = "/users?$top=1&$select=id&$expand=manager($select=id)";
  yield (await look("supervisors", { graph, work: () => listed(session, { path: supervisors, what: "supervisors" }) }))
    .finding;
  const deleted = "/directory/deletedItems/microsoft.graph.user?$top=1&$select=id";
  const bin = await look("deleted users", {
    graph,
    work: () => listed(session, { path: deleted, what: "deleted users" }),
  });
  yield bin.finding.state === "failed"
    ? {
        name: "deleted users",
        state: "concern",
        message: `${bin.finding.message} Runs go on without them and tell a deleted account from one that left the group by asking for each.`,
      }
    : bin.finding;
}

async function listed(
  session: GraphSession,
  { path, what }: { path: string; what: string },
): Promise<{ message: string }> {
  asCollection(await session.get(path), { what });
  return { message: `Microsoft Graph lists ${what}.` };
}

async function lookAtOrganization(session: GraphSession): Promise<{ message: string }> {
  const { displayName, id } = await readOrganization(session);
  return { message: `The directory is "${displayName ?? ""}" (${id}).` };
}
