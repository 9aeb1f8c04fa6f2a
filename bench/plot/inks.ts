import type { SubjectName } from "../subjects.ts";

/** Colours by what is shown: floors grey, Rollcall blue to green, peers warm. Names are those of the style in svg.ts. */
const inks: Partial<Record<SubjectName, string>> = {
  "floor-read": "floor",
  "floor-copy": "floor",
  "first-load": "first",
  "group-first-load": "first",
  "small-group": "first",
  unchanged: "full",
  "group-unchanged": "full",
  backstage: "one",
  pnp: "two",
  naive: "three",
};

export function inkOf(subject: SubjectName): string {
  return `var(--${inks[subject] ?? "delta"})`;
}
