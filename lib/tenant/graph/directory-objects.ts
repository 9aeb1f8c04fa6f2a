import { numberOf, objectOf } from "../directory/directory.ts";
import type { DirectoryObject } from "../directory/records.ts";
import { mixedSelection } from "../odata/select.ts";
import { type Answer, ok } from "./answer.ts";
import { allowOptions } from "./pages.ts";
import { mayReadKind, requireOneOf } from "./permissions.ts";
import { badRequest, notFound } from "./refusal.ts";
import { type GraphRequest, graphUrl } from "./request.ts";

const context = "$metadata#directoryObjects";

/** Up to a thousand objects by id; ids that name nothing are left out in silence, as Graph does. */
export function getByIds(request: GraphRequest): Answer {
  requireOneOf(request, "users", "groups");
  allowOptions(request, "select");
  const { ids, types } = (request.body ?? {}) as { ids?: unknown; types?: unknown };
  if (!Array.isArray(ids))
    throw badRequest("Invalid value specified for property 'ids' of resource 'DirectoryObject'.");
  if (ids.length > 1000) throw badRequest("Too many values specified for property 'ids': at most 1000 are allowed.");
  const kinds = Array.isArray(types) ? types.map((type) => String(type).toLowerCase()) : undefined;
  const render = mixedSelection(request.query.select, mayReadKind(request));
  const value = [...new Set(ids.map(String))].flatMap((id) => {
    const object = objectById(request, id);
    const wanted = object && (!kinds || kinds.includes("directoryobject") || kinds.includes(object.kind.toLowerCase()));
    return wanted ? [render(object)] : [];
  });
  return ok({ "@odata.context": graphUrl(request, context), value });
}

export function getDirectoryObject(request: GraphRequest, [id = ""]: readonly string[]): Answer {
  requireOneOf(request, "users", "groups");
  allowOptions(request, "select");
  const object = objectById(request, id);
  if (!object) throw notFound(id);
  const render = mixedSelection(request.query.select, mayReadKind(request));
  return ok({ "@odata.context": graphUrl(request, `${context}/$entity`), ...render(object) });
}

function objectById(request: GraphRequest, id: string): DirectoryObject | undefined {
  const number = numberOf(request.tenant.directory, id);
  return number === undefined ? undefined : objectOf(request.tenant.directory, number);
}
