import { addressBook, type Directory, isLiveUser, numberOf } from "../directory/directory.ts";
import type { Filter } from "../odata/filter-syntax.ts";

/** Users a filter names by id or userPrincipalName; undefined when it does not narrow that way. */
export function namedUsers(directory: Directory, filter: Filter): number[] | undefined {
  const named = (names: readonly unknown[], find: (name: string) => number | undefined) =>
    [...new Set(names.map((name) => find(String(name))))]
      .filter((number): number is number => number !== undefined && isLiveUser(directory, number))
      .sort((a, b) => a - b);
  if (filter.kind === "and") return namedUsers(directory, filter.left) ?? namedUsers(directory, filter.right);
  if (filter.kind === "or") {
    const [left, right] = [namedUsers(directory, filter.left), namedUsers(directory, filter.right)];
    return left && right ? [...new Set([...left, ...right])].sort((a, b) => a - b) : undefined;
  }
  const names =
    filter.kind === "in"
      ? filter.literals
      : filter.kind === "compare" && filter.operator === "eq"
        ? [filter.literal]
        : undefined;
  if (!names || !("property" in filter)) return undefined;
  if (filter.property === "id") return named(names, (id) => numberOf(directory, id));
  if (filter.property === "userPrincipalName")
    return named(names, (name) => addressBook(directory).get(name.toLowerCase()));
  return undefined;
}
