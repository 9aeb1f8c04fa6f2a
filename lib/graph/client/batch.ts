import { AppError } from "../../errors.ts";
import { fromErrorBody } from "./errors.ts";
import type { GraphSession } from "./graph.ts";
import { asCollection, asObject } from "./objects.ts";
import { pause, troubleOfStatus } from "./pace.ts";
import { createPatience, type Trouble } from "./patience.ts";
import { unitsOf } from "./resource-units.ts";

/** One request within a batch; `url` is below the version and percent-encoded. */
export type BatchRequest = {
  id: string;
  method: "GET" | "POST";
  url: string;
  headers?: Record<string, string>;
  body?: object;
};

export type BatchAnswer = { status: number; headers: Headers; body: unknown };

/** Microsoft's limit of one `$batch`. */
export const batchSize = 20;

/**
 * Answers to at most 20 requests, by their id. Each item is throttled and fails for itself while the batch is 200:
 * those that were throttled, failed at the server or came back unanswered are sent again together, after the longest
 * Retry-After. A final refusal (404, 403) is an answer and left to the caller.
 *
 * @throws AppError with Graph's own words when items still fail after all tries.
 */
export async function batch(session: GraphSession, requests: BatchRequest[]): Promise<Map<string, BatchAnswer>> {
  const { signal, longestWait, witness } = session;
  const patience = createPatience(session.pace.policy);
  const answers = new Map<string, BatchAnswer>();
  let open = requests;
  while (open.length > 0) {
    // A rest that is another call's doing is no part of this one's patience.
    await session.pace.limiter.rested({ signal, longestWait, throttled: witness.throttled });
    const startedAt = session.pace.now().getTime();
    const round = await sendRound(session, open);
    patience.spend(session.pace.now().getTime() - startedAt);
    session.pace.limiter.heardWithin([...round.values()].map(({ body, ...answer }) => ({ ...answer, json: body })));
    session.pace.lanes.heardWithin(round.values());
    const troubles: Trouble[] = [];
    open = open.filter((request) => {
      const answer = round.get(request.id);
      const trouble = answer
        ? troubleOfStatus(answer.status, { headers: answer.headers, now: session.pace.now() })
        : { kind: "unreadable" as const };
      if (trouble && answer) witness.refused?.({ ...answer, json: answer.body });
      if (trouble) troubles.push(trouble);
      else if (answer) answers.set(request.id, answer);
      return trouble !== undefined;
    });
    if (open.length === 0) break;
    const trouble = worst(troubles);
    const wait = patience.pause(trouble);
    if (wait === undefined) throw failureOf(open, round);
    await pause(session.pace, { trouble, wait, signal, witness, longestWait });
  }
  return answers;
}

/** The refusal of one item as an error. */
export function batchRefusal({ status, headers, body }: BatchAnswer): AppError {
  return fromErrorBody(body, { status, requestId: headers.get("request-id") ?? undefined });
}

async function sendRound(session: GraphSession, requests: BatchRequest[]): Promise<Map<string, BatchAnswer>> {
  const what = "a batch";
  const units = requests.reduce((sum, { url }) => sum + unitsOf(url), 0);
  const cost = { requests: requests.length, units };
  const body = await session.post("/$batch", { requests: requests.map(onTheWire) }, { cost });
  const responses = asCollection({ value: (body as Record<string, unknown> | undefined)?.responses }, { what });
  return new Map(
    responses.value.map((item) => {
      const { id, status, headers, body } = asObject(item, { what });
      const named = typeof headers === "object" && headers !== null ? Object.entries(headers) : [];
      const texts = named.map(([name, value]): [string, string] => [name, String(value)]);
      return [id, { status: typeof status === "number" ? status : 500, headers: new Headers(texts), body }];
    }),
  );
}

/** A body needs its content type named, or the whole batch is refused. */
function onTheWire({ id, method, url, headers, body }: BatchRequest): Record<string, unknown> {
  const named = body ? { "Content-Type": "application/json", ...headers } : headers;
  return { id, method, url, ...(named && { headers: named }), ...(body && { body }) };
}

function worst(troubles: Trouble[]): Trouble {
  const named = troubles.flatMap(({ retryAfter }) => (retryAfter === undefined ? [] : [retryAfter]));
  const throttled = troubles.find((trouble) => trouble.kind === "throttled");
  const kind = throttled ? "throttled" : (troubles[0]?.kind ?? "server");
  return {
    kind,
    status: throttled?.status ?? troubles[0]?.status,
    retryAfter: named.length > 0 ? Math.max(...named) : undefined,
  };
}

function failureOf(open: BatchRequest[], round: Map<string, BatchAnswer>): AppError {
  const answer = open.map(({ id }) => round.get(id)).find((candidate) => candidate !== undefined);
  if (answer) return batchRefusal(answer);
  return new AppError("graph-failed", `Microsoft Graph left ${open.length} requests of a batch unanswered.`);
}
