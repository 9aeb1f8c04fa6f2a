import { logScale } from "./log-scale.ts";
import { element, label, picture } from "./svg.ts";

export type Dot = { title: string; ink: string; value: number; shown: string };

export type DotPlot = {
  title: string;
  description: string;
  axisTitle: string;
  show: (value: number) => string;
  dots: readonly Dot[];
};

const width = 880;
const paper = { left: 310, right: 740, top: 56 };
const rowHeight = 26;

/** One row and one dot for each; dots and not bars, because a logarithmic axis has no beginning a bar could stand on. */
export function dotPlot({ title, description, axisTitle, show, dots }: DotPlot): string {
  const bottom = paper.top + dots.length * rowHeight;
  const scale = logScale(
    dots.map(({ value }) => value),
    { from: paper.left, to: paper.right },
  );
  const content = [
    ...scale.ticks.flatMap((tick) => [
      element("line", { class: "rule", x1: scale.at(tick), x2: scale.at(tick), y1: paper.top, y2: bottom }),
      label(show(tick), { class: "faint", x: scale.at(tick), y: bottom + 18, "text-anchor": "middle" }),
    ]),
    label(axisTitle, { class: "faint", x: (paper.left + paper.right) / 2, y: bottom + 40, "text-anchor": "middle" }),
    ...dots.flatMap((dot, index) => {
      const y = paper.top + (index + 0.5) * rowHeight;
      return [
        label(dot.title, { x: paper.left - 14, y: y + 4, "text-anchor": "end" }),
        element("line", { class: "rule", x1: paper.left, x2: scale.at(dot.value), y1: y, y2: y }),
        element("circle", { cx: scale.at(dot.value), cy: y, r: 5.5, fill: dot.ink }),
        label(dot.shown, { x: scale.at(dot.value) + 12, y: y + 4 }),
      ];
    }),
  ];
  return picture({ width, height: bottom + 56, title, description, content });
}
