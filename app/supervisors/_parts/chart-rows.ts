import type { Branch, Chart, ChartPerson } from "#lib/commands/supervisors-chart.ts";

/** One line of the tree, top to bottom: somebody, or the way to more people of a branch. */
export type ChartRow = {
  /** Of the line, not of the person: the last of a circle leads to somebody who stands further up too. */
  key: string;
  level: number;
  /** Key of the line this one stands under. */
  parent?: string;
  /** Place among those under the same line, and how many there are, shown or not. */
  place: number;
  size: number;
} & (
  | { kind: "person"; person: ChartPerson; state: "leaf" | "closed" | "open" | "circle" }
  | { kind: "more"; supervisor: string | undefined; after: string; shown: number; total: number }
);

/** What of a chart is loaded, and which branches are open; a branch that was closed keeps its people. */
export type Shown = Pick<Chart, "tops"> & { loaded: Record<string, Branch>; open: ReadonlySet<string> };

/** The lines that can be seen, in their order. */
export function rowsOf({ tops, loaded, open }: Shown): ChartRow[] {
  const rows: ChartRow[] = [];
  // A stack and not recursion: a chain may be deeper than calls can be.
  const waiting: ChartRow[] = linesOf(tops, { level: 1, supervisor: undefined, parent: undefined }).reverse();
  for (let row = waiting.pop(); row; row = waiting.pop()) {
    if (row.kind === "more") {
      rows.push(row);
      continue;
    }
    const { person, level, key } = row;
    // Below somebody else stands one with nobody above only when a circle comes back to its first.
    if (person.isTop && level > 1) {
      rows.push({ ...row, state: "circle" });
      continue;
    }
    const branch = open.has(person.id) ? loaded[person.id] : undefined;
    rows.push({ ...row, state: person.people === 0 ? "leaf" : branch ? "open" : "closed" });
    if (!branch) continue;
    waiting.push(...linesOf(branch, { level: level + 1, supervisor: person.id, parent: key }).reverse());
  }
  return rows;
}

function linesOf(
  { people, total, next }: Branch,
  { level, supervisor, parent }: { level: number; supervisor: string | undefined; parent: string | undefined },
): ChartRow[] {
  const size = total + (next === undefined ? 0 : 1);
  const lines: ChartRow[] = people.map((person, index) => ({
    ...{ key: `${parent ?? ""}/${person.id}`, level, parent, place: index + 1, size },
    ...{ kind: "person", person, state: "leaf" },
  }));
  if (next === undefined) return lines;
  const more = { supervisor, after: next, shown: people.length, total };
  lines.push({ key: `${parent ?? ""}/more`, level, parent, place: size, size, kind: "more", ...more });
  return lines;
}

/** A branch with the page that follows; whoever was shown out of turn, on the way to somebody, takes their place. */
export function withPage(branch: Branch, page: Branch): Branch {
  const came = new Set(page.people.map(({ id }) => id));
  return { ...page, people: [...branch.people.filter(({ id }) => !came.has(id)), ...page.people] };
}
