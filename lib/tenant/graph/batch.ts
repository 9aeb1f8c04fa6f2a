import { type Answer, type Correlation, errorAnswer, ok } from "./answer.ts";
import { badRequest } from "./refusal.ts";

type Item = {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
  dependsOn: readonly string[];
};
type ItemAnswer = { id: string; status: number; headers: Record<string, string>; body?: unknown };

/** Answers one item as if it had been sent alone. */
export type Performer = (item: { method: string; url: string; headers: Headers; body: unknown }) => Promise<Answer>;

/**
 * JSON batching: at most twenty calls, each answered by itself. The batch is 200 whatever its items say; only a malformed
 * batch is refused as a whole. The answers come back in another order than the questions, because Graph promises none.
 */
export async function answerBatch(
  body: unknown,
  { perform, correlation }: { perform: Performer; correlation: Correlation },
): Promise<Answer> {
  const items = readItems(body);
  const answers = new Map<string, ItemAnswer>();
  for (const item of items) {
    const failed = item.dependsOn.some((id) => (answers.get(id.toLowerCase())?.status ?? 500) >= 400);
    const answer = failed
      ? errorAnswer(dependencyFailed, correlation)
      : await perform({ ...item, headers: new Headers(item.headers) });
    answers.set(item.id.toLowerCase(), itemAnswer(item.id, answer));
  }
  return ok({ responses: [...answers.values()].reverse() });
}

const dependencyFailed = {
  status: 424,
  code: "FailedDependency",
  message: "The request depends on another that failed.",
};

function itemAnswer(id: string, answer: Answer): ItemAnswer {
  const body = answer.text ?? answer.body;
  return { id, status: answer.status, headers: capitalised(answer.headers), ...(body === undefined ? {} : { body }) };
}

function readItems(body: unknown): Item[] {
  const requests = (body as { requests?: unknown } | undefined)?.requests;
  if (!Array.isArray(requests) || requests.length === 0) throw badRequest("Invalid batch payload format.");
  if (requests.length > 20) throw badRequest(`Number of batch request steps exceeded the maximum value of 20.`);
  const ids = new Set<string>();
  return requests.map((request: unknown) => {
    const item = readItem(request);
    if (ids.has(item.id.toLowerCase())) throw badRequest(`Request Id ${item.id} has to be unique in a batch.`);
    for (const id of item.dependsOn)
      if (!ids.has(id.toLowerCase()))
        throw badRequest(`Request ${item.id} depends on ${id}, which does not come before it.`);
    ids.add(item.id.toLowerCase());
    return item;
  });
}

function readItem(request: unknown): Item {
  const { id, method, url, headers, body, dependsOn } = (request ?? {}) as Record<string, unknown>;
  if (typeof id !== "string" || id === "")
    throw badRequest("Invalid batch request: every request needs an id that is a string.");
  if (typeof method !== "string" || typeof url !== "string")
    throw badRequest(`Invalid batch request ${id}: method and url are needed.`);
  const sent = Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  if (body !== undefined && !sent["content-type"])
    throw badRequest(`Write request id : ${id} does not contain Content-Type header or body.`);
  return {
    id,
    method: method.toUpperCase(),
    url,
    headers: sent,
    body,
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
  };
}

const spelled: Readonly<Record<string, string>> = {
  "content-type": "Content-Type",
  "retry-after": "Retry-After",
  location: "Location",
};

function capitalised(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [spelled[name] ?? name, value]));
}
