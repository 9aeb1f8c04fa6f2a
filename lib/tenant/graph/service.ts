import { callText } from "../call-text.ts";
import { checkToken } from "../entra/app-token.ts";
import type { Fault } from "../faults.ts";
import { parseQuery } from "../odata/query.ts";
import { record } from "../request-log.ts";
import type { TenantState } from "../tenant-state.ts";
import { carried, pause } from "../transport-faults.ts";
import { type Answer, type Correlation, challenge, correlationOf, errorAnswer, refused, toResponse } from "./answer.ts";
import { answerBatch } from "./batch.ts";
import { faultAnswer, pageQuirk } from "./fault-answers.ts";
import { keptOrMade } from "./kept-answers.ts";
import { continued } from "./pages.ts";
import { badRequest, Refusal } from "./refusal.ts";
import type { GraphRequest } from "./request.ts";
import { dispatch } from "./routes.ts";
import { spoiled } from "./spoiled-pages.ts";

type Call = {
  method: string;
  url: URL;
  headers: Headers;
  body: () => Promise<unknown>;
  correlation: Correlation;
  signal: AbortSignal;
  batched: boolean;
};

/** Everything under /v1.0 and /beta. */
export async function graphService(tenant: TenantState, request: Request): Promise<Response> {
  const correlation = correlationOf(request.headers, tenant.now);
  const { method, headers, signal } = request;
  const call: Call = {
    method,
    url: new URL(request.url),
    headers,
    body: () => readJson(request),
    correlation,
    signal,
    batched: false,
  };
  const fault = tenant.faults.strike(callText(call.method, call.url));
  const answer = await answerCall(tenant, call, fault);
  note(tenant, call, answer.status);
  await pause(tenant.latency.requestMs + tenant.latency.itemMs * itemsIn(answer), signal);
  return carried(toResponse(answer, correlation), fault, signal);
}

async function answerCall(tenant: TenantState, call: Call, fault: Fault | undefined): Promise<Answer> {
  const throttleScope = `Tenant_Application/Read/${tenant.clientId}/${tenant.tenantId}`;
  const instead = faultAnswer(fault, { ...call, throttleScope });
  if (instead) return instead;
  try {
    return spoiled(await answerAuthorised(tenant, call, fault), fault);
  } catch (error) {
    if (error instanceof Refusal) return refused(error, call.correlation);
    throw error;
  }
}

async function answerAuthorised(tenant: TenantState, call: Call, fault: Fault | undefined): Promise<Answer> {
  const check = await checkToken(tenant, call.headers.get("authorization"));
  if (!check.ok) return unauthorised(check.message, call.correlation);
  const version = /^\/([^/]+)(\/.*)?$/.exec(call.url.pathname);
  if (version?.[1] !== "v1.0") throw badRequest(`Invalid version: ${version?.[1] ?? ""}`);
  const path = (version[2] ?? "").replace(/^\/|\/$/g, "");
  if (path.toLowerCase() === "$batch") return batch(tenant, call);
  const request: GraphRequest = {
    tenant,
    method: call.method,
    origin: call.url.origin,
    path,
    segments: segmentsOf(path),
    query: parseQuery(call.url.search, {
      eventual: call.headers.get("consistencylevel")?.toLowerCase() === "eventual",
    }),
    headers: call.headers,
    roles: check.claims.roles,
    body: call.method === "POST" ? await call.body() : undefined,
    quirk: pageQuirk(fault),
    correlation: call.correlation,
  };
  const make = () => dispatch(resumed(request));
  return mayBeKept(request, call) ? keptOrMade(tenant.kept, stateOf(request, call), make) : make();
}

/** A delta answer depends on the clock and on tokens that expire; an item of a batch is written into the batch's answer. */
function mayBeKept({ path, method, quirk }: GraphRequest, { batched }: Call): boolean {
  return method === "GET" && !batched && !quirk && !/\/delta$/i.test(path);
}

/** All that a listing depends on beside the tenant's options. */
function stateOf({ tenant, query, roles }: GraphRequest, { url }: Call): { version: number; key: string } {
  return { version: tenant.directory.log.length, key: [url.href, query.eventual, ...[...roles].sort()].join(" ") };
}

/** A page token carries the query it belongs to; the header has to be sent again with every page, and counts as sent. */
function resumed(request: GraphRequest): GraphRequest {
  if (/\/delta$/i.test(request.path)) return request;
  const state = continued(request);
  const { skiptoken, eventual } = request.query;
  return state && skiptoken
    ? { ...request, query: { ...parseQuery(state.written, { eventual }), skiptoken } }
    : request;
}

async function batch(tenant: TenantState, call: Call): Promise<Answer> {
  if (call.method !== "POST")
    throw new Refusal(405, "Request_BadRequest", {
      message: "Specified HTTP method is not allowed for the request target.",
    });
  return answerBatch(await call.body(), {
    correlation: call.correlation,
    perform: async ({ method, url, headers, body }) => {
      headers.set("authorization", headers.get("authorization") ?? call.headers.get("authorization") ?? "");
      const address = new URL(`/v1.0/${url.replace(/^\//, "")}`, call.url.origin);
      if (/^\/v1\.0\/\$batch$/i.test(address.pathname)) throw badRequest("Nested batch requests are not supported.");
      const item: Call = { ...call, method, url: address, headers, body: async () => body, batched: true };
      const answer = await answerCall(tenant, item, tenant.faults.strike(callText(item.method, item.url)));
      note(tenant, item, answer.status);
      return answer;
    },
  });
}

function unauthorised(message: string, correlation: Correlation): Answer {
  return errorAnswer({ status: 401, code: "InvalidAuthenticationToken", message, headers: challenge }, correlation);
}

/** `users('id')` is the same as `users/id`, and functions may be written with their namespace and brackets. */
function segmentsOf(path: string): string[] {
  return path.split("/").flatMap((part) => {
    const segment = decoded(part);
    const keyed = /^(\w+)\('(.*)'\)$/.exec(segment);
    if (keyed) return [keyed[1] ?? "", (keyed[2] ?? "").replaceAll("''", "'")];
    if (/^(microsoft\.graph\.)?delta(\(\))?$/i.test(segment)) return ["delta"];
    return [segment.replace(/^graph\.(?=\w+$)/, "microsoft.graph.")];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badRequest("The request URI is not valid.");
  }
}

async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    throw badRequest(
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    );
  }
}

function note(tenant: TenantState, { method, url, batched }: Call, status: number): void {
  record(tenant.requests, {
    method,
    path: `${url.pathname}${url.search}`,
    status,
    at: tenant.now().toISOString(),
    batched,
  });
}

function itemsIn(answer: Answer): number {
  if (answer.written) return answer.written.items;
  const { value, responses } = (answer.body ?? {}) as { value?: unknown[]; responses?: unknown[] };
  return value?.length ?? responses?.length ?? 0;
}
