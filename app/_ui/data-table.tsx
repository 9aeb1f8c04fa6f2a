import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./data-table.module.css";

export type Direction = "ascending" | "descending";

export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand right, in tabular figures. */
  numeric?: boolean;
  /** Where a click on the head leads; absent: cannot be sorted, and does not look as if. */
  sortHref?: (direction: Direction) => string;
  /** A sentence: it wraps also where the other cells do not. */
  prose?: boolean;
  /** Left out on narrow screens; say it elsewhere (on the row's own page). */
  optional?: boolean;
  /**
   * Takes a third of a wide screen, whatever the rows hold. Without it a long cell in a row that is still on its way makes
   * names that are on the screen already wrap anew, and everything below them jumps.
   */
  roomy?: boolean;
};

/**
 * A table made on the server: sticky head, hairlines, sort links that keep the address, a scroller of its own when
 * the screen is narrow. The first column names the row (`th scope=row`).
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  mark,
  sorted,
  wide = false,
  empty,
}: {
  /** What the table holds, read out by screen readers. */
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Stands before each row, and at the head: what selects it. */
  mark?: { head: ReactNode; cell: (row: Row) => ReactNode };
  sorted?: { column: string; direction: Direction };
  /** More columns than a screen is wide: it scrolls both ways in a window of its own, in which the head stays. */
  wide?: boolean;
  /** Shown in place of the table when there are no rows: what would fill it. */
  empty?: ReactNode;
}) {
  if (rows.length === 0 && empty) return empty;
  return (
    // A region that scrolls must be reachable by keyboard, and then needs a name.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll container without focus cannot be scrolled by keyboard
    <section className={classes.scroller} data-wide={wide || undefined} aria-label={caption} tabIndex={0}>
      <table className={classes.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {mark ? <td data-mark>{mark.head}</td> : null}
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} sorted={sorted} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {mark ? <td data-mark>{mark.cell(row)}</td> : null}
              {columns.map((column, position) => (
                <BodyCell key={column.id} column={column} row={row} naming={position === 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function HeadCell<Row>({
  column,
  sorted,
}: {
  column: Column<Row>;
  sorted: { column: string; direction: Direction } | undefined;
}) {
  const direction = sorted?.column === column.id ? sorted.direction : undefined;
  const Sign = direction === undefined ? IconArrowsSort : direction === "ascending" ? IconArrowUp : IconArrowDown;
  return (
    <th
      scope="col"
      data-numeric={column.numeric || undefined}
      data-optional={column.optional || undefined}
      data-roomy={column.roomy || undefined}
      aria-sort={column.sortHref ? (direction ?? "none") : undefined}
    >
      {column.sortHref ? (
        <Link
          href={column.sortHref(direction === "ascending" ? "descending" : "ascending")}
          className={classes.sort}
          data-sorted={direction !== undefined || undefined}
          prefetch={false}
          scroll={false}
        >
          {column.header}
          <Sign size={14} aria-hidden />
        </Link>
      ) : (
        column.header
      )}
    </th>
  );
}

function BodyCell<Row>({ column, row, naming }: { column: Column<Row>; row: Row; naming: boolean }) {
  const marks = {
    "data-numeric": column.numeric || undefined,
    "data-optional": column.optional || undefined,
    "data-prose": column.prose || undefined,
  };
  return naming ? (
    <th scope="row" {...marks}>
      {column.cell(row)}
    </th>
  ) : (
    <td {...marks}>{column.cell(row)}</td>
  );
}
