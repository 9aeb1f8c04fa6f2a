import type { ReactNode } from "react";
import { listWords } from "#words/lists.tsx";
import type { Column } from "./data-table.tsx";

/** Stands where a property is left out of the copy: a dash would say that this person has none. */
export function NotCopied() {
  return <span className="quiet">{listWords.notCopied}</span>;
}

/** A value of a person, or the word for one that is not copied; `name` is Graph's. */
export function copiedOr(value: ReactNode, { name, leftOut }: { name: string; leftOut: readonly string[] }): ReactNode {
  return leftOut.includes(name) ? <NotCopied /> : value;
}

/** Without the columns of what is not copied, which would say the same in every row; columns are named as in Graph. */
export function copiedColumns<Row>(columns: Column<Row>[], leftOut: readonly string[]): Column<Row>[] {
  return columns.filter(({ id }) => !leftOut.includes(id));
}
