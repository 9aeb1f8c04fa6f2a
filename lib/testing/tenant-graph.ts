import type { GraphConfig } from "../config/config.ts";
import { createGraph, type Graph, type GraphSession } from "../graph/client/graph.ts";
import { type RetryPolicy, standardPolicy } from "../graph/client/patience.ts";
import type { Transport } from "../graph/client/transport.ts";
import type { Log } from "../log.ts";
import { createTenant, type Tenant, type TenantOptions } from "../tenant/tenant.ts";
import type { StoppedClock } from "./stopped-clock.ts";

export type TenantGraph = {
  tenant: Tenant;
  graph: Graph;
  session: GraphSession;
  /** Milliseconds of every pause that was asked for; none of them is slept. */
  waits: number[];
};

/** The Graph client on a demo tenant called in process, consented unless told otherwise, in a hurry. */
export function tenantGraph({
  tenant: tenantOptions = {},
  config = {},
  policy = {},
  transport,
  log,
  clock,
}: {
  tenant?: TenantOptions;
  config?: Partial<GraphConfig>;
  policy?: Partial<RetryPolicy>;
  /** Put around the tenant: to change an answer that it would not give. */
  transport?: (tenant: Tenant) => Transport;
  log?: Log;
  /** Where calls wait side by side. Without one, nobody waits, and time passes as if each pause had been slept. */
  clock?: StoppedClock;
} = {}): TenantGraph {
  const tenant = createTenant({ people: 30, consent: "granted", ...tenantOptions });
  const { now, sleep, waits } = clock ?? hastyClock();
  const carry = transport ? transport(tenant) : (request: Request) => tenant.fetch(request);
  const graph = createGraph({
    config: {
      tenantId: tenant.tenantId,
      applicationId: tenant.clientId,
      credential: { kind: "secret", secret: tenant.clientSecret },
      cloud: "global",
      ...config,
    },
    transport: clock ? (request) => clock.standDuring(() => carry(request)) : carry,
    log,
    policy: { ...standardPolicy, ...policy },
    now,
    sleep,
  });
  return { tenant, graph, session: graph.session(), waits };
}

function hastyClock(): Pick<StoppedClock, "now" | "sleep" | "waits"> {
  const waits: number[] = [];
  let slept = 0;
  const now = () => new Date(Date.now() + slept);
  const sleep = async (milliseconds: number) => {
    waits.push(milliseconds);
    const until = now().getTime() + milliseconds;
    await Promise.resolve();
    slept += Math.max(0, until - now().getTime());
  };
  return { now, sleep, waits };
}

/** A transport that rewrites the JSON of those Graph answers that `change` returns something for. */
export function changingAnswers(
  tenant: Tenant,
  change: (body: Record<string, unknown>, request: Request) => unknown,
): Transport {
  return async (request) => {
    const response = await tenant.fetch(request);
    if (!request.url.startsWith("https://graph.microsoft.com/")) return response;
    const body: unknown = await response.clone().json();
    const changed = change(body as Record<string, unknown>, request);
    return changed === undefined ? response : Response.json(changed, { status: response.status });
  };
}

/** What a promise was rejected with; fails when it was not. */
export async function rejection(work: Promise<unknown>): Promise<unknown> {
  const outcome = await work.then(
    () => ({ rejected: false, error: undefined }),
    (error: unknown) => ({ rejected: true, error }),
  );
  if (!outcome.rejected) throw new Error("It was expected to fail, and did not.");
  return outcome.error;
}
