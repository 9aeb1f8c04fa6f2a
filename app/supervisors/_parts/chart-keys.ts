import type { ChartRow } from "./chart-rows.ts";

/** What a key does in the tree: go to a line, or something with the line one is on. */
export type Step = { do: "go"; to: number } | { do: "open" | "close" | "activate" } | undefined;

/** The keys of the ARIA tree pattern; letters are searched by `typed`, everything typed in quick succession. */
export function stepOf(key: string, { rows, at, typed }: { rows: ChartRow[]; at: number; typed: string }): Step {
  const row = rows[at];
  if (!row) return undefined;
  const state = row.kind === "person" ? row.state : undefined;
  const last = rows.length - 1;
  switch (key) {
    case "ArrowDown":
      return { do: "go", to: Math.min(at + 1, last) };
    case "ArrowUp":
      return { do: "go", to: Math.max(at - 1, 0) };
    case "Home":
      return { do: "go", to: 0 };
    case "End":
      return { do: "go", to: last };
    case "ArrowRight":
      if (state === "closed") return { do: "open" };
      return state === "open" ? { do: "go", to: Math.min(at + 1, last) } : undefined;
    case "ArrowLeft": {
      if (state === "open") return { do: "close" };
      const above = rows.findIndex(({ key }) => key === row.parent);
      return above < 0 ? undefined : { do: "go", to: above };
    }
    case "Enter":
      return { do: "activate" };
    default:
      return typed === "" ? undefined : named(typed, { rows, at });
  }
}

/** The next line whose name begins so, after the last again from the first; one letter typed again goes on to the next. */
function named(typed: string, { rows, at }: { rows: ChartRow[]; at: number }): Step {
  const isRepeated = [...typed].every((letter) => letter === typed[0]);
  const wanted = (isRepeated ? typed.slice(0, 1) : typed).toLocaleLowerCase();
  const from = isRepeated ? at + 1 : at;
  for (let step = 0; step < rows.length; step += 1) {
    const to = (from + step) % rows.length;
    const row = rows[to];
    if (row?.kind === "person" && nameOf(row.person).toLocaleLowerCase().startsWith(wanted)) return { do: "go", to };
  }
  return undefined;
}

export function nameOf({
  displayName,
  userPrincipalName,
  id,
}: {
  displayName: string | null;
  userPrincipalName: string | null;
  id: string;
}): string {
  return displayName || userPrincipalName || id;
}
