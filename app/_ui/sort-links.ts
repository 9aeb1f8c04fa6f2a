import { addressWith, type SearchParams } from "./address.ts";
import type { Direction } from "./data-table.tsx";

type Order = { sort: string; direction: "asc" | "desc" };

/** Links of a table's head: the same list by another column, from its first page on. */
export function sortLinks(path: string, { search, order }: { search: SearchParams; order: Order }) {
  const hrefFor = (sort: string) => (direction: Direction) =>
    addressWith(path, {
      from: search,
      change: { sort, direction: direction === "ascending" ? "asc" : "desc", after: undefined, before: undefined },
    });
  const direction: Direction = order.direction === "asc" ? "ascending" : "descending";
  return { hrefFor, sorted: { column: order.sort, direction } };
}
