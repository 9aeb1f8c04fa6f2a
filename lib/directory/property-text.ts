import type { UserColumn, UserProperties } from "./model.ts";

/**
 * A property as the history writes it: several values joined by `; `, a moment in ISO 8601 with milliseconds, yes and
 * no as `true` and `false`. (The engine writes it in SQL; a test of real runs holds the two together.)
 */
export function textOfProperty(value: UserProperties[UserColumn]): string | null {
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? value.join("; ") : String(value);
}
