"use client";
import { useRef, useState } from "react";
import type { Branch, Chart } from "#lib/commands/supervisors-chart.ts";
import { addressWith } from "../../_ui/address.ts";
import { type ChartRow, rowsOf, withPage } from "./chart-rows.ts";

/** The chart as it is opened: its lines, and what opens, closes and loads. */
export function useChart(chart: Chart) {
  const [tops, setTops] = useState(chart.tops);
  const [loaded, setLoaded] = useState(chart.open);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(Object.keys(chart.open)));
  const [failed, setFailed] = useState<ReadonlySet<string>>(new Set());
  // Read by handlers at once, where a state would still be that of the last drawing: a key held down asks only once.
  const asking = useRef(new Set<string>());
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());

  const ask = async (key: string, { supervisor, after }: { supervisor?: string; after?: string }) => {
    if (asking.current.has(key)) return undefined;
    asking.current.add(key);
    setBusy(new Set(asking.current));
    try {
      const page = await readBranch({ supervisor, after });
      setFailed((keys) => without(keys, key));
      return page;
    } catch {
      setFailed((keys) => new Set(keys).add(key));
      return undefined;
    } finally {
      asking.current.delete(key);
      setBusy(new Set(asking.current));
    }
  };

  return {
    rows: rowsOf({ tops, loaded, open }),
    busy,
    failed,
    close: (id: string) => setOpen((ids) => without(ids, id)),
    async open(row: ChartRow & { kind: "person" }) {
      const { id } = row.person;
      const page = loaded[id] ?? (await ask(row.key, { supervisor: id }));
      if (!page) return;
      setLoaded((branches) => ({ ...branches, [id]: branches[id] ?? page }));
      setOpen((ids) => new Set(ids).add(id));
    },
    async more({ key, supervisor, after }: ChartRow & { kind: "more" }) {
      const page = await ask(key, { supervisor, after });
      if (!page) return;
      if (supervisor === undefined) setTops((branch) => withPage(branch, page));
      else setLoaded((branches) => ({ ...branches, [supervisor]: withPage(branches[supervisor] ?? page, page) }));
    },
  };
}

async function readBranch({ supervisor, after }: { supervisor?: string; after?: string }): Promise<Branch> {
  const response = await fetch(addressWith("/api/supervisors/branch", { change: { supervisor, after } }));
  if (!response.ok) throw new Error(`The branch was answered with ${response.status}.`);
  return (await response.json()) as Branch;
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...ids].filter((one) => one !== id));
}
