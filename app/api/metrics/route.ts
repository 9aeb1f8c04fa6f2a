import { metrics } from "#lib/commands/metrics.ts";
import { programOf } from "../../_server/api-route.ts";
import { failureAsJson } from "../../_server/failure.ts";

/** For Prometheus, with an access token. */
export async function GET(request: Request): Promise<Response> {
  try {
    const asking = await programOf(request);
    if (asking instanceof Response) return asking;
    const headers = {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
      "cache-control": "private, no-store",
    };
    return new Response(await metrics(asking.context), { headers });
  } catch (error) {
    return failureAsJson(error);
  }
}
