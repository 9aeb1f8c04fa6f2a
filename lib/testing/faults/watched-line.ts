import type { Transport } from "../../graph/client/transport.ts";
import type { Tenant } from "../../tenant/tenant.ts";
import type { StoppedClock } from "../stopped-clock.ts";

export type WatchedLine = {
  transport: Transport;
  /** Requests that were sent before the time that Microsoft had named. */
  hurried: string[];
  /** What happens in the directory at the first call that matches; undefined once it has happened. */
  meanwhile: { at: RegExp; act: (tenant: Tenant) => void } | undefined;
};

/** The way to a tenant in process, under a clock that stands still while a request is under way. */
export function watchedLine(tenant: Tenant, { clock }: { clock: StoppedClock }): WatchedLine {
  let restUntil = 0;
  const line: WatchedLine = { transport, hurried: [], meanwhile: undefined };
  return line;

  async function transport(request: Request): Promise<Response> {
    const sent = clock.now().getTime();
    const { pathname, search } = new URL(request.url);
    if (sent < restUntil) line.hurried.push(`${request.method} ${pathname} came ${restUntil - sent} ms too early`);
    const { meanwhile } = line;
    if (meanwhile?.at.test(`${request.method} ${pathname}${search}`)) {
      line.meanwhile = undefined;
      meanwhile.act(tenant);
    }
    const response = await clock.standDuring(() => tenant.fetch(request));
    restUntil = Math.max(restUntil, clock.now().getTime() + (await restNamedBy(response)));
    return response;
  }
}

/** Milliseconds; 0 where none is named. Of a batch the longest of its items. */
async function restNamedBy(response: Response): Promise<number> {
  const named = [namedIn(response.status, response.headers)];
  const isJson = response.status === 200 && response.headers.get("content-type")?.includes("json");
  // A body that breaks off is the client's business, and names nothing.
  const body: unknown = isJson
    ? await response
        .clone()
        .json()
        .catch(() => undefined)
    : undefined;
  const items = (body as { responses?: { status: number; headers: Record<string, string> }[] } | undefined)?.responses;
  for (const item of items ?? []) named.push(namedIn(item.status, new Headers(item.headers)));
  return Math.max(...named);
}

function namedIn(status: number, headers: Headers): number {
  const value = headers.get("retry-after");
  if (!value || (status !== 429 && status < 500)) return 0;
  const seconds = Number(value);
  if (!Number.isNaN(seconds)) return seconds * 1_000;
  return Date.parse(value) - Date.parse(headers.get("date") ?? "");
}
