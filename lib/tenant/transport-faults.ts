import type { Fault } from "./faults.ts";

/**
 * The connection is gone. In the shape that fetch throws it, so that a client called in process sees what it would see over
 * the network; the HTTP server destroys the socket instead.
 */
export class ConnectionLost extends TypeError {
  constructor() {
    super("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
  }
}

/** Spoils an answer on its way to the client, as a fault on the line would. */
export async function carried(response: Response, fault: Fault | undefined, signal: AbortSignal): Promise<Response> {
  if (!fault || "status" in fault) return response;
  switch (fault.kind) {
    case "connection-drop":
      throw new ConnectionLost();
    case "delay":
      await pause(fault.delayMs ?? 1000, signal);
      return response;
    case "truncated-json":
      return withBody(response, halves(await response.text())[0]);
    case "invalid-json":
      return withBody(response, '{"value": [ this is not JSON ');
    case "broken-body":
      return withBody(response, breaking(halves(await response.text())[0]));
    case "slow-body":
      return withBody(response, slow(halves(await response.text()), { delayMs: fault.delayMs ?? 1000, signal }));
    default:
      return response;
  }
}

/** Waits, or stops waiting when whoever asked has gone away. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  if (milliseconds <= 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const gone = () => {
      clearTimeout(timer);
      reject(signal?.reason ?? new Error("aborted"));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", gone);
      resolve();
    }, milliseconds);
    if (signal?.aborted) gone();
    else signal?.addEventListener("abort", gone, { once: true });
  });
}

function withBody(response: Response, body: string | ReadableStream<Uint8Array>): Response {
  return new Response(body, { status: response.status, headers: response.headers });
}

function halves(text: string): [string, string] {
  const middle = Math.floor(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}

/** Long enough for the first half to leave the machine before the connection is torn down. */
const flushMs = 25;

function breaking(text: string): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream(
    {
      async pull(controller) {
        if (sent) {
          await pause(flushMs);
          controller.error(new ConnectionLost());
        } else controller.enqueue(new TextEncoder().encode(text));
        sent = true;
      },
    },
    { highWaterMark: 0 },
  );
}

function slow(
  [first, second]: [string, string],
  { delayMs, signal }: { delayMs: number; signal: AbortSignal },
): ReadableStream<Uint8Array> {
  const cancelled = new AbortController();
  let step = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        step += 1;
        if (step === 1) return controller.enqueue(new TextEncoder().encode(first));
        await pause(delayMs, AbortSignal.any([signal, cancelled.signal]));
        controller.enqueue(new TextEncoder().encode(second));
        controller.close();
      },
      cancel() {
        cancelled.abort();
      },
    },
    { highWaterMark: 0 },
  );
}
