import { idOf, supervisorOf, userRecord, usersAfter } from "./directory/directory.ts";
import { directMembers } from "./directory/memberships.ts";
import { jsonResponse } from "./entra/errors.ts";
import { type Fault, faultKinds } from "./faults.ts";
import { operationsOn } from "./operations.ts";
import type { TenantState } from "./tenant-state.ts";

/**
 * For tests in another process: what the tenant holds, what it was asked, and the operations of the tenant by name. Only
 * loopback addresses are answered, and only JSON is taken, which a page of another origin cannot send unasked.
 */
export async function control(tenant: TenantState, request: Request): Promise<Response> {
  const { hostname, pathname } = new URL(request.url);
  if (!["127.0.0.1", "localhost", "[::1]"].includes(hostname))
    return refuse(403, "The control address answers on loopback only.");
  const endpoint = `${request.method} ${pathname.slice("/_tenant/".length)}`;
  if (endpoint === "GET state") return jsonResponse(describeState(tenant));
  if (endpoint === "GET requests") return jsonResponse(tenant.requests.records);
  if (endpoint === "GET request-counts") return jsonResponse(tenant.requests.counts);
  if (endpoint !== "POST control") return refuse(404, `${endpoint} is no control address.`);
  if (!request.headers.get("content-type")?.startsWith("application/json"))
    return refuse(415, "Send JSON, and say so in Content-Type.");
  try {
    const command: unknown = await request.json();
    return perform(tenant, command as Record<string, unknown>);
  } catch (error) {
    return refuse(400, error instanceof Error ? error.message : String(error));
  }
}

type Arguments = Record<string, unknown>;

/** The parameters of each action, in the order its operation takes them. */
const parametersOf = {
  addUser: ["user"],
  updateUser: ["id", "changes"],
  deleteUser: ["id"],
  purgeUser: ["id"],
  restoreUser: ["id"],
  setManager: ["id", "managerId"],
  clearManager: ["id"],
  addGroup: ["group"],
  renameGroup: ["id", "displayName"],
  deleteGroup: ["id"],
  addMember: ["groupId", "objectId"],
  removeMember: ["groupId", "objectId"],
  grantConsent: ["roles"],
  revokeConsent: [],
  expireDeltaTokens: [],
} as const satisfies Partial<Record<keyof ReturnType<typeof operationsOn>, readonly string[]>>;

function perform(tenant: TenantState, { action, ...given }: Arguments): Response {
  if (action === "addFault") tenant.faults.add(readFault(given));
  else if (action === "clearFaults") tenant.faults.clear();
  else if (typeof action === "string" && Object.hasOwn(parametersOf, action)) {
    const name = action as keyof typeof parametersOf;
    const operation = operationsOn(tenant)[name] as (...values: unknown[]) => unknown;
    const parameters: readonly string[] = parametersOf[name];
    const unknown = Object.keys(given).find((one) => !parameters.includes(one));
    if (unknown) return refuse(400, `${name} takes ${parameters.join(" and ") || "nothing"}, not ${unknown}.`);
    return jsonResponse({ result: operation(...parameters.map((parameter) => given[parameter])) ?? null });
  } else return refuse(400, `There is no action ${String(action)}.`);
  return jsonResponse({ result: null });
}

/** `match` may be written `/pattern/flags`, since JSON has no regular expressions. */
function readFault(given: Arguments): Fault {
  const { match, kind, status } = given;
  if (typeof match !== "string" || match === "")
    throw new Error("A fault needs a match: part of METHOD /path?query, or /pattern/.");
  if (typeof status !== "number" && !faultKinds.some((one) => one === kind)) {
    throw new Error(`A fault needs a status or one of the kinds ${faultKinds.join(", ")}.`);
  }
  const pattern = /^\/(.+)\/([a-z]*)$/s.exec(match);
  return { ...given, match: pattern?.[1] ? new RegExp(pattern[1], pattern[2]) : match } as Fault;
}

/** People, groups and grants as they are: the right answer that a synchronisation is compared with. */
function describeState(tenant: TenantState) {
  const { directory } = tenant;
  const idOrNull = (number: number | undefined) => (number === undefined ? null : idOf(directory, number));
  return {
    tenantId: tenant.tenantId,
    grantedRoles: tenant.grantedRoles ?? null,
    people: [...usersAfter(directory, -1)].map((number) => ({
      ...userRecord(directory, number),
      managerId: idOrNull(supervisorOf(directory, number)),
    })),
    deletedPeople: [...directory.deletedUsers].map(([number, deletedDateTime]) => ({
      id: idOf(directory, number),
      deletedDateTime,
    })),
    groups: [...directory.groups].map(([number, group]) => ({
      ...group,
      memberIds: directMembers(directory, number).map((member) => idOf(directory, member)),
    })),
  };
}

function refuse(status: number, message: string): Response {
  return jsonResponse({ error: { code: "TenantControl", message } }, { status });
}
