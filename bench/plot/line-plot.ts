import { logScale } from "./log-scale.ts";
import { element, label, picture } from "./svg.ts";

export type Curve = { title: string; ink: string; dashed: boolean; points: { x: number; y: number }[] };

export type LinePlot = {
  title: string;
  description: string;
  xTitle: string;
  yTitle: string;
  showX: (value: number) => string;
  showY: (value: number) => string;
  curves: readonly Curve[];
  /** A level to compare with. */
  aim?: { y: number; title: string };
};

const [width, height] = [880, 460];
const paper = { left: 84, right: 600, top: 60, bottom: 405 };
const lineHeight = 15;

/** Curves on two logarithmic axes, each named at its end. */
export function linePlot(plot: LinePlot): string {
  const { curves, aim, showX, showY } = plot;
  const points = curves.flatMap((curve) => curve.points);
  const x = logScale(
    points.map((point) => point.x),
    { from: paper.left, to: paper.right },
  );
  const levels = [...points.map((point) => point.y), ...(aim ? [aim.y] : [])];
  const y = logScale(levels, { from: paper.bottom, to: paper.top });
  const content = [
    ...y.ticks.flatMap((tick) => [
      element("line", { class: "rule", x1: paper.left, x2: paper.right, y1: y.at(tick), y2: y.at(tick) }),
      label(showY(tick), { class: "faint", x: paper.left - 8, y: y.at(tick) + 4, "text-anchor": "end" }),
    ]),
    ...x.ticks.map((tick) =>
      label(showX(tick), { class: "faint", x: x.at(tick), y: paper.bottom + 20, "text-anchor": "middle" }),
    ),
    label(plot.yTitle, { class: "faint", x: 20, y: 50 }),
    label(plot.xTitle, { class: "faint", x: (paper.left + paper.right) / 2, y: height - 14, "text-anchor": "middle" }),
    ...(aim ? aimLine(y.at(aim.y), aim.title) : []),
    ...curves.map((curve) => curveOf(curve, { x: x.at, y: y.at })),
    ...names(curves, { x: x.at, y: y.at }),
  ];
  return picture({ width, height, title: plot.title, description: plot.description, content });
}

type Places = { x: (value: number) => number; y: (value: number) => number };

function curveOf({ points, ink, dashed }: Curve, at: Places): string {
  const path = points.map(
    (point, index) => `${index === 0 ? "M" : "L"}${at.x(point.x).toFixed(1)} ${at.y(point.y).toFixed(1)}`,
  );
  const dots = points.map((point) => element("circle", { cx: at.x(point.x), cy: at.y(point.y), r: 3, fill: ink }));
  const dashes: Record<string, string> = dashed ? { "stroke-dasharray": "5 4" } : {};
  return element("path", { class: "curve", stroke: ink, ...dashes, d: path.join(" ") }) + dots.join("");
}

function aimLine(y: number, title: string): string[] {
  return [
    element("line", { class: "aim", x1: paper.left, x2: paper.right, y1: y, y2: y }),
    label(title, { class: "faint", x: paper.left + 6, y: y - 5 }),
  ];
}

/** The names beside the ends of the curves, moved apart where ends lie close together, with a line to each end. */
function names(curves: readonly Curve[], place: Places): string[] {
  const ends = curves
    .flatMap((curve) => {
      const last = curve.points.at(-1);
      return last ? [{ ...curve, x: place.x(last.x), y: place.y(last.y) }] : [];
    })
    .sort((one, other) => one.y - other.y);
  const places = spread(ends.map(({ y }) => y));
  return ends.flatMap(({ title, ink, x, y }, index) => {
    const at = places[index] ?? y;
    return [
      element("path", {
        class: "rule",
        fill: "none",
        d: `M${(x + 5).toFixed(1)} ${y.toFixed(1)} H${paper.right + 5} L${paper.right + 20} ${at.toFixed(1)}`,
      }),
      element("circle", { cx: paper.right + 26, cy: at, r: 4, fill: ink }),
      label(title, { x: paper.right + 36, y: at + 4 }),
    ];
  });
}

function spread(wanted: readonly number[]): number[] {
  const places: number[] = [];
  for (const y of wanted) places.push(Math.max(y, (places.at(-1) ?? Number.NEGATIVE_INFINITY) + lineHeight));
  const over = Math.max(0, (places.at(-1) ?? 0) - paper.bottom);
  return places.map((y) => y - over);
}
