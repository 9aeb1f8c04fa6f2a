import { z } from "zod";
import { AppError } from "../../errors.ts";

/** Any object of the directory as it came, with the one property nothing can be done without. */
export type RawObject = { id: string } & Record<string, unknown>;

const collection = z.looseObject({ value: z.array(z.unknown()) });

/**
 * @throws AppError `graph-failed` when it is no object or has no id.
 */
export function asObject(item: unknown, { what }: { what: string }): RawObject {
  // By hand: it is asked of every object of a directory, and a schema would copy each.
  const { id } = Object(item) as { id?: unknown };
  if (typeof id === "string" && id !== "") return item as RawObject;
  throw new AppError("graph-failed", `Microsoft Graph answered ${what} with an object without an id; it was not used.`);
}

/**
 * The items of a collection.
 *
 * @throws AppError `graph-failed` when there is no `value`: that is no empty collection, but no answer.
 */
export function asCollection(
  body: unknown,
  { what }: { what: string },
): { value: unknown[] } & Record<string, unknown> {
  const parsed = collection.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new AppError("graph-failed", `Microsoft Graph answered ${what} without a value; nothing was taken from it.`);
}

/**
 * An object of one kind, checked property by property: unknown ones are dropped, a wrong type is refused.
 *
 * @throws AppError `graph-failed` naming the object's id and the properties.
 */
export function readObject<T>(item: unknown, { schema, what }: { schema: z.ZodType<T>; what: string }): T {
  const { id } = asObject(item, { what });
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  const properties = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".") || "itself"))].join(", ");
  throw new AppError(
    "graph-failed",
    `Microsoft Graph answered ${what} with the object ${id} whose ${properties} cannot be read; it was not used.`,
  );
}

/** `#microsoft.graph.user` → `user`. Undefined when the object does not say what it is. */
export function typeOf(object: Record<string, unknown>): string | undefined {
  const type = object["@odata.type"];
  return typeof type === "string" ? type.slice(type.lastIndexOf(".") + 1).replace("#", "") : undefined;
}
