import { clientAddress } from "#lib/auth/client-address.ts";
import { admitProgram, type Program } from "#lib/commands/access-tokens.ts";
import type { ApiPage } from "#lib/commands/api.ts";
import type { Context } from "#lib/context.ts";
import type { Parameters } from "#lib/directory/schema.ts";
import { AppError } from "#lib/errors.ts";
import { serverConfig } from "./config.ts";
import { failureAsJson } from "./failure.ts";
import { processContext } from "./process-context.ts";

const noStore = { "cache-control": "private, no-store" };

/** The way of every answer of /api/v1: token, parse, answer. Cookies count for nothing here, and tokens nowhere else. */
export async function apiRoute(
  request: Request,
  answer: (context: Context, parameters: Parameters) => Promise<object>,
): Promise<Response> {
  try {
    const asking = await programOf(request);
    if (asking instanceof Response) return asking;
    const { searchParams } = new URL(request.url);
    const names = [...new Set(searchParams.keys())];
    const parameters: Parameters = Object.fromEntries(names.map((name) => [name, searchParams.getAll(name)]));
    return Response.json(await answer(asking.context, parameters), { headers: noStore });
  } catch (error) {
    return failureAsJson(error);
  }
}

/** As `apiRoute`, for lists: `next` becomes the address of the next page. */
export function apiListRoute(
  request: Request,
  list: (context: Context, parameters: Parameters) => Promise<ApiPage>,
): Promise<Response> {
  return apiRoute(request, async (context, parameters) => {
    const { next, ...page } = await list(context, parameters);
    return next === undefined ? page : { ...page, next, nextLink: linkTo(request, next) };
  });
}

/** The gate of programs: who is asking, or the answer to give instead (401, 429; thrown: 503 without a database). */
export async function programOf(request: Request): Promise<{ program: Program; context: Context } | Response> {
  const authorization = request.headers.get("authorization");
  const address = clientAddress(request.headers, serverConfig());
  const answer = await admitProgram(await processContext(), { authorization, address });
  if (answer.state === "admitted") return answer;
  if (answer.state === "too-often") {
    const message = `That was asked for too often. Try again in ${answer.seconds} s.`;
    return failureAsJson(new AppError("rate-limited", message, { retryAfter: answer.seconds }));
  }
  const message =
    "Send a valid access token as “Authorization: Bearer …”. An admin makes one under Settings, Access tokens.";
  return Response.json(
    { error: { code: "unauthenticated", message } },
    { status: 401, headers: { ...noStore, "www-authenticate": "Bearer" } },
  );
}

/** From our configured address, never from the request: its host can be claimed by anyone. */
function linkTo(request: Request, next: string): string {
  const { pathname, searchParams } = new URL(request.url);
  const link = new URL(pathname, serverConfig().web.url);
  link.search = searchParams.toString();
  link.searchParams.set("after", next);
  return link.href;
}
