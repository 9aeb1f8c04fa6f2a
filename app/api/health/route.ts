import { connection } from "next/server";
import { health } from "#lib/commands/health.ts";
import { processContext } from "../../_server/process-context.ts";

/** For load balancers and start scripts: 200 when people can be answered, else 503 with the reason. Open to everyone. */
export async function GET(): Promise<Response> {
  await connection();
  const answer = await health({ open: processContext });
  return Response.json(answer, {
    status: answer.status === "ready" ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
