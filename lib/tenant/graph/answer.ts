import { randomUUID } from "node:crypto";
import type { Refusal } from "./refusal.ts";

/** What one call is answered, before it becomes an HTTP response or an item of a batch. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  body?: unknown;
  text?: string;
  /** In place of a body: its JSON as bytes, and how many objects it lists. */
  written?: { bytes: Uint8Array<ArrayBuffer>; items: number };
};

export type Correlation = { requestId: string; clientRequestId: string; now: () => Date };

const json = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
const diagnostic = JSON.stringify({
  ServerInfo: { DataCenter: "Contoso Demo", Slice: "E", Ring: "1", ScaleUnit: "000", RoleInstance: "DEMO0000001" },
});

export function correlationOf(headers: Headers, now: () => Date): Correlation {
  const requestId = randomUUID();
  return { requestId, clientRequestId: headers.get("client-request-id") ?? requestId, now };
}

export function ok(body: unknown): Answer {
  return { status: 200, headers: { "content-type": json, "odata-version": "4.0" }, body };
}

export function plain(text: string): Answer {
  return { status: 200, headers: { "content-type": "text/plain", "odata-version": "4.0" }, text };
}

export function refused(refusal: Refusal, correlation: Correlation): Answer {
  const { status, code, message, headers } = refusal;
  return errorAnswer({ status, code, message, headers: { ...headers } }, correlation);
}

/** What a 401 carries: where tokens for Graph are given out. */
export const challenge = {
  "www-authenticate":
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
};

/** Graph's error envelope; `date` has no zone and means UTC. */
export function errorAnswer(
  problem: {
    status: number;
    code: string;
    message: string;
    headers?: Record<string, string>;
    inner?: Record<string, string>;
  },
  correlation: Correlation,
): Answer {
  const innerError = {
    ...problem.inner,
    date: correlation.now().toISOString().slice(0, 19),
    "request-id": correlation.requestId,
    "client-request-id": correlation.clientRequestId,
  };
  return {
    status: problem.status,
    headers: { "content-type": json, "odata-version": "4.0", ...problem.headers },
    body: { error: { code: problem.code, message: problem.message, innerError } },
  };
}

/** The HTTP response: Graph's headers on top of the answer's own. */
export function toResponse(answer: Answer, correlation: Correlation): Response {
  const headers = new Headers(answer.headers);
  headers.set("request-id", correlation.requestId);
  headers.set("client-request-id", correlation.clientRequestId);
  headers.set("x-ms-ags-diagnostic", diagnostic);
  headers.set("date", correlation.now().toUTCString());
  headers.set("cache-control", "no-cache");
  const body = answer.written?.bytes ?? answer.text ?? (answer.body === undefined ? null : JSON.stringify(answer.body));
  return new Response(body, { status: answer.status, headers });
}
