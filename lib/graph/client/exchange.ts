import { AppError } from "../../errors.ts";
import { type ReadItem, readCollection } from "./collection-bytes.ts";
import type { Transport } from "./transport.ts";

/** A whole answer: `json` is the parsed body, undefined where the body is no JSON, and then `text` is what it is. */
export type Answer = { status: number; headers: Headers; text: string; json: unknown };

/** What came of one try. `failed`: no answer that can be used arrived. */
export type Outcome =
  | { state: "answered"; answer: Answer }
  | { state: "failed"; kind: "network" | "timeout"; reason: string }
  | { state: "failed"; kind: "unreadable"; reason: string; answer: Answer };

export type RequestPlan = {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
  /** What a 2xx must hold: `/$count` is answered as plain text, everything else as JSON. */
  expects: "json" | "text";
  /** How each item of a collection is read, where a 2xx is one. What it throws, other than SyntaxError, ends the call. */
  item?: ReadItem<unknown>;
};

/**
 * One try: sends the request and reads the body to its end, within the time limit.
 *
 * @throws AppError `run-cancelled` (or the signal's own AppError) when the signal fires.
 */
export async function exchange(
  transport: Transport,
  { plan, timeout, signal }: { plan: RequestPlan; timeout: number; signal?: AbortSignal },
): Promise<Outcome> {
  throwIfCancelled(signal);
  const stop = new AbortController();
  const cancel = () => stop.abort();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    stop.abort();
  }, timeout);
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    const { url, method, headers, body } = plan;
    const request = new Request(url, { method, headers, body, signal: stop.signal });
    // Raced as well as aborted: a transport that is a function call may not look at the signal.
    const answer = await Promise.race([receive(transport, { request, plan }), aborted(stop.signal)]);
    return judge(answer, plan);
  } catch (error) {
    throwIfCancelled(signal);
    if (error instanceof AppError) throw error;
    if (timedOut) return { state: "failed", kind: "timeout", reason: `no complete answer within ${timeout / 1_000} s` };
    return { state: "failed", kind: "network", reason: reasonOf(error) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
  }
}

/** @throws AppError `run-cancelled`, or the AppError that the signal was aborted with. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  if (signal.reason instanceof AppError) throw signal.reason;
  throw new AppError("run-cancelled", "The run was cancelled before it was complete; nothing was changed.");
}

async function receive(
  transport: Transport,
  { request, plan }: { request: Request; plan: RequestPlan },
): Promise<Answer> {
  const response = await transport(request);
  const { status, headers } = response;
  const { item } = plan;
  if (item && response.ok) {
    const bytes = await bytesOf(response);
    const json = parsed(() => readCollection(bytes, { item }));
    return { status, headers, text: json === undefined ? bytes.toString() : "", json };
  }
  const text = await response.text();
  return { status, headers, text, json: parsed(() => JSON.parse(text)) };
}

const leastRoom = 64 * 1_024;
/** Room for what is only announced: more is made as it comes. */
const mostRoom = 8 * 1_024 * 1_024;

/**
 * The body, in one piece of memory that takes each part as it comes. `arrayBuffer()` keeps all parts until the last and
 * then copies them: twice the memory, old enough by then to wait for V8's next full collection.
 */
async function bytesOf({ body, headers }: Response): Promise<Buffer> {
  const said = Number(headers.get("content-length")) || 0;
  let bytes = Buffer.allocUnsafeSlow(Math.min(Math.max(leastRoom, said), mostRoom));
  let length = 0;
  for await (const part of body ?? []) {
    if (length + part.length > bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, length + part.length));
      bytes.copy(larger, 0, 0, length);
      bytes = larger;
    }
    bytes.set(part, length);
    length += part.length;
  }
  return bytes.subarray(0, length);
}

function judge(answer: Answer, { expects }: RequestPlan): Outcome {
  const succeeded = answer.status >= 200 && answer.status < 300;
  const empty = answer.status === 204;
  if (!succeeded || empty || expects === "text" || answer.json !== undefined) return { state: "answered", answer };
  const type = answer.headers.get("content-type")?.split(";")[0] ?? "no content type";
  const reason = type.includes("json") ? "the answer is cut off or no valid JSON" : `the answer is ${type}, not JSON`;
  return { state: "failed", kind: "unreadable", reason, answer };
}

function parsed(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** The innermost code (`ECONNREFUSED`): fetch's own message is always "fetch failed". */
function reasonOf(error: unknown): string {
  let reason = "the connection failed";
  for (let at = error; at instanceof Error; at = at.cause) {
    reason = "code" in at && typeof at.code === "string" ? at.code : at.message || reason;
  }
  return reason;
}
