import { exportPerson } from "#lib/commands/privacy.ts";
import { contextFor } from "../../../_server/context.ts";
import { failureAsJson } from "../../../_server/failure.ts";
import { adminOf } from "../../../_server/session.ts";

/** Everything that is stored of one person, as a JSON file, for admins. */
export async function GET(request: Request): Promise<Response> {
  const admin = await adminOf(request);
  if (admin instanceof Response) return admin;
  const asked = new URL(request.url).searchParams.get("id") ?? "";
  try {
    const data = await exportPerson(await contextFor(admin), { idOrName: asked });
    return new Response(`${JSON.stringify(data, null, 2)}\n`, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="rollcall-person-${data.person}.json"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return failureAsJson(error);
  }
}
