"use client";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Chart } from "#lib/commands/supervisors-chart.ts";
import { chartWords } from "#words/chart.tsx";
import { addressWith } from "../../_ui/address.ts";
import { stepOf } from "./chart-keys.ts";
import { ChartLine } from "./chart-line.tsx";
import type { ChartRow } from "./chart-rows.ts";
import classes from "./chart-tree.module.css";
import { useChart } from "./use-chart.ts";

/** Letters typed with a longer pause begin a new name. */
const pauseInTyping = 700;

/**
 * The organisation chart as a tree: one line a person, branches loaded when they are opened. One line takes part in the
 * order of the Tab key, and arrows go on from there. Whoever one is on stands in the address, which can be handed on.
 */
export function ChartTree({ chart }: { chart: Chart }) {
  const { rows, busy, failed, ...branches } = useChart(chart);
  const [wanted, setCurrent] = useState(() => rows.find((row) => isOf(row, chart.person?.id))?.key);
  const current = rows.some(({ key }) => key === wanted) ? wanted : rows[0]?.key;
  const tree = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: "", at: 0 });
  useEffect(() => {
    // The person an address leads to may be far down.
    if (chart.person) tree.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
  }, [chart.person]);

  const go = (row: ChartRow | undefined) => {
    if (!row) return;
    setCurrent(row.key);
    tree.current?.querySelector<HTMLElement>(`[data-key="${row.key}"]`)?.focus();
    if (row.kind === "person") keepInAddress(row.person.id);
  };
  const toggle = (row: ChartRow) => {
    if (row.kind === "more") {
      const index = rows.indexOf(row);
      const before = rows[index - 1];
      // This line goes away or moves down: whoever is on it stays where the new people begin.
      if (before) go(before);
      void branches.more(row);
    } else if (row.state === "open") branches.close(row.person.id);
    else if (row.state === "closed") void branches.open(row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = rows.findIndex(({ key }) => key === current);
    const row = rows[at];
    if (!row) return;
    if (event.key === " ") {
      event.preventDefault();
      toggle(row);
      return;
    }
    const step = stepOf(event.key, { rows, at, typed: textWith(event, typed.current) });
    if (!step) return;
    event.preventDefault();
    if (step.do === "go") go(rows[step.to]);
    else if (step.do !== "activate" || row.kind === "more") toggle(row);
    else tree.current?.querySelector<HTMLElement>(`[data-key="${row.key}"] a`)?.click();
  };
  return (
    <>
      <p className="quiet small" id="chart-keys" data-print="no">
        {chartWords.keys}
      </p>
      <div
        ref={tree}
        role="tree"
        aria-label={chartWords.label}
        aria-describedby="chart-keys"
        className={classes.tree}
        onKeyDown={onKeyDown}
      >
        {rows.map((row) => (
          <ChartLine
            key={row.key}
            row={row}
            isCurrent={row.key === current}
            isWanted={isOf(row, chart.person?.id)}
            isBusy={busy.has(row.key)}
            hasFailed={failed.has(row.key)}
            onToggle={() => toggle(row)}
            onFocus={() => setCurrent(row.key)}
          />
        ))}
      </div>
    </>
  );
}

function isOf(row: ChartRow, id: string | undefined): boolean {
  return row.kind === "person" && row.person.id === id && row.state !== "circle";
}

/** Written over and not added: the way back leads out of the chart, not through everybody one went past. */
function keepInAddress(person: string): void {
  window.history.replaceState(null, "", addressWith("/supervisors/chart", { change: { person } }));
}

function textWith(event: KeyboardEvent, typed: { text: string; at: number }): string {
  if (event.key.length !== 1) return "";
  typed.text = event.timeStamp - typed.at > pauseInTyping ? event.key : typed.text + event.key;
  typed.at = event.timeStamp;
  return typed.text;
}
