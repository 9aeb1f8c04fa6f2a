import { addressBook, type Directory, isLiveUser, numberOf } from "../directory/directory.ts";
import { usersBeginningWith } from "../directory/names-in-order.ts";
import type { Filter } from "../odata/filter-syntax.ts";
import type { Candidates } from "./listing.ts";

/** Users a filter names by id or userPrincipalName, or by how that begins; undefined when it does not narrow that way. */
export function namedUsers(directory: Directory, filter: Filter): Candidates | undefined {
  const texts = beginnings(filter);
  if (texts) return { numbers: usersBeginningWith(directory, texts), exact: true };
  if (filter.kind === "and") {
    const named = namedUsers(directory, filter.left) ?? namedUsers(directory, filter.right);
    return named && { ...named, exact: false };
  }
  if (filter.kind === "or") {
    const [left, right] = [namedUsers(directory, filter.left), namedUsers(directory, filter.right)];
    if (!left || !right) return undefined;
    return { numbers: ascending([...left.numbers, ...right.numbers]), exact: left.exact && right.exact };
  }
  const numbers = numbersNamed(directory, filter);
  return numbers && { numbers: ascending(numbers.filter((number) => isLiveUser(directory, number))), exact: true };
}

/** The texts of a filter that asks for nothing but how the userPrincipalName begins. */
function beginnings(filter: Filter): string[] | undefined {
  if (filter.kind === "startswith") return filter.property === "userPrincipalName" ? [filter.text] : undefined;
  if (filter.kind !== "or") return undefined;
  const [left, right] = [beginnings(filter.left), beginnings(filter.right)];
  return left && right ? [...left, ...right] : undefined;
}

function numbersNamed(directory: Directory, filter: Filter): number[] | undefined {
  const isEqual = filter.kind === "compare" && filter.operator === "eq";
  const names = filter.kind === "in" ? filter.literals : isEqual ? [filter.literal] : undefined;
  if (!names || !("property" in filter)) return undefined;
  const find = {
    id: (id: string) => numberOf(directory, id),
    userPrincipalName: (name: string) => addressBook(directory).get(name.toLowerCase()),
  }[filter.property];
  return find && names.map((name) => find(String(name))).filter((number) => number !== undefined);
}

function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
