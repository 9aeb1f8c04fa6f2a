import { groupDefaults, singleUserProperties, userDefaults } from "../directory/properties.ts";
import { type DirectoryObject, type ObjectKind, propertiesOf } from "../directory/records.ts";
import { badRequest, Refusal } from "../graph/refusal.ts";

export type Rendered = Record<string, unknown>;

const none: readonly never[] = [];

/** Answers of single users that are never null in Graph's metadata. */
const neverSet: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    "interests pastProjects responsibilities schools skills".split(" ").map((name) => [name, none]),
  ),
  birthday: "0001-01-01T00:00:00Z",
  hireDate: "0001-01-01T00:00:00Z",
};

/** What is answered of an object when nothing is selected. */
export function defaultsOf(kind: ObjectKind): readonly string[] {
  if (kind === "user") return userDefaults;
  if (kind === "group") return groupDefaults;
  return [...propertiesOf[kind].keys()];
}

/**
 * Checks `$select` against one type and makes the function that answers its objects. Names are held to Graph's own
 * spelling, which is stricter than Graph: a client that is exact here is right there.
 * @throws Refusal 400 for an unknown property, 501 in a listing for those that live outside the directory store.
 */
export function userSelection(
  select: readonly string[] | undefined,
  where: "listing" | "single",
): (object: DirectoryObject) => Rendered {
  for (const name of select ?? []) {
    if (singleUserProperties.has(name)) {
      if (where === "listing")
        throw new Refusal(501, "NotImplemented", { message: "This operation target is not yet supported." });
    } else if (name === "signInActivity") {
      throw new Refusal(403, "Authentication_MSGraphPermissionMissing", {
        message: "Calling principal does not have required MSGraph permissions AuditLog.Read.All",
      });
    } else if (!propertiesOf.user.has(name)) throw unknownProperty(name, "user");
  }
  return renderer("user", select);
}

export function groupSelection(select: readonly string[] | undefined): (object: DirectoryObject) => Rendered {
  for (const name of select ?? []) if (!propertiesOf.group.has(name)) throw unknownProperty(name, "group");
  return renderer("group", select);
}

/**
 * For collections of mixed kinds: every object says its type and answers those of the selected properties it has. Kinds
 * the token may not read come back as type and id, everything else empty, and still 200.
 * @throws Refusal 400 for a property that no kind has.
 */
export function mixedSelection(
  select: readonly string[] | undefined,
  readable: (kind: ObjectKind) => boolean,
): (object: DirectoryObject) => Rendered {
  const kinds: ObjectKind[] = ["user", "group", "device", "servicePrincipal", "orgContact"];
  for (const name of select ?? []) {
    if (!kinds.some((kind) => propertiesOf[kind].has(name))) throw unknownProperty(name, "directoryObject");
  }
  const renderers = new Map<ObjectKind, (object: DirectoryObject) => Rendered>();
  return (object) => {
    const known =
      renderers.get(object.kind) ??
      typed(
        object.kind,
        renderer(
          object.kind,
          select?.filter((name) => propertiesOf[object.kind].has(name)),
        ),
      );
    renderers.set(object.kind, known);
    return known(readable(object.kind) ? object : { kind: object.kind, values: { id: object.values.id } });
  };
}

function typed(kind: ObjectKind, render: (object: DirectoryObject) => Rendered): (object: DirectoryObject) => Rendered {
  return (object) => ({ "@odata.type": `#microsoft.graph.${kind}`, id: object.values.id, ...render(object) });
}

function renderer(kind: ObjectKind, select: readonly string[] | undefined): (object: DirectoryObject) => Rendered {
  const table = propertiesOf[kind];
  const wanted = (select ?? defaultsOf(kind)).map((name) => ({
    name,
    empty: table.get(name) === "list" ? none : (neverSet[name] ?? null),
  }));
  // The id is always there, as in delta answers; Graph's own listings leave out one that was not selected.
  if (!wanted.some(({ name }) => name === "id")) wanted.push({ name: "id", empty: null });
  return ({ values }) => {
    const answer: Rendered = {};
    for (const { name, empty } of wanted) answer[name] = values[name] ?? empty;
    return answer;
  };
}

function unknownProperty(name: string, type: string): Refusal {
  return badRequest(
    `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`,
  );
}
