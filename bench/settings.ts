import type { SubjectName } from "./subjects.ts";
import { subjectNames } from "./subjects.ts";

/** One tenant that everything is measured against. */
export type Setting = {
  id: string;
  people: number;
  /** Objects on a page with `$expand`: some tenants give 100, others 999. */
  expandPageLimit: number;
  latency: { requestMs: number; itemMs: number };
  /** How many managers the naive client asks for; the rest is extrapolated. */
  naivePart: number;
  subjects: readonly SubjectName[];
};

export const familyNames = ["plain", "small-pages", "latency"] as const;
export type FamilyName = (typeof familyNames)[number];

const none = { requestMs: 0, itemMs: 0 };
/** What the owner's own measurement took: about a tenant on the other side of an ocean. */
const far = { requestMs: 120, itemMs: 0.3 };

/** Peers hold everything in memory at once: what they do to a million people is no measurement but an accident. */
const largestForPeers = 100_000;

/** The settings of every size: pages of 999 without latency; of the largest but one also small pages, and latency. */
export function settingsOf(sizes: readonly number[], families: readonly FamilyName[]): Setting[] {
  const middle = Math.max(...sizes.filter((size) => size <= largestForPeers), Math.min(...sizes));
  return families.flatMap((family) =>
    (family === "plain" ? sizes : [middle]).map((people) => ({
      id: `${family}-${people}`,
      people,
      expandPageLimit: family === "small-pages" ? 100 : 999,
      latency: family === "latency" ? far : none,
      naivePart: Math.min(people, family === "latency" ? 200 : 2000),
      subjects: people <= largestForPeers ? subjectNames : subjectNames.filter(runsOnAnySize),
    })),
  );
}

function runsOnAnySize(name: SubjectName): boolean {
  return name !== "pnp" && name !== "naive";
}
