/** A supervisor as the tree needs them; `parent` is who supervises them, if they are a live person and anybody does. */
export type TreeNode = { id: string; parent: string | null; people: number };

/** What follows for one supervisor from everybody's supervisor. */
export type Span = {
  /** Live people at any depth below. In a circle everybody is below everybody, oneself included. */
  below: number;
  /** Levels of people below; null in a circle, which has no lowest. */
  levels: number | null;
  /** Where a chart begins: nobody above, or the first of a circle. */
  isTop: boolean;
  /** Of somebody in a circle, the lowest id in it. */
  circle: string | null;
  /** Of that first one, everybody in the circle, each followed by their supervisor; of all others empty. */
  circlePeople: string[];
};

type Work = TreeNode & Span & { height: number; waiting: number };

/**
 * The spans of all supervisors. Everybody has at most one supervisor, so whoever is left when those without supervisors
 * below them are taken away, again and again, is in a circle. Time and memory grow with the number of supervisors, not
 * with depth: a chain of a hundred thousand is as good as a tree.
 *
 * @param nodes everyone who supervises somebody; every parent named is among them
 */
export function spansOf(nodes: readonly TreeNode[]): Map<string, Span> {
  const works = new Map<string, Work>(
    nodes.map((node) => [
      node.id,
      { ...node, below: node.people, levels: 1, height: 1, isTop: false, circle: null, circlePeople: [], waiting: 0 },
    ]),
  );
  for (const { parent } of works.values()) {
    const above = parent === null ? undefined : works.get(parent);
    if (above) above.waiting += 1;
  }
  peel(works);
  for (const work of works.values()) {
    if (work.waiting > 0 && work.circle === null) closeCircle(work, works);
  }
  return works;
}

/** Adds up from the lowest supervisors to the highest, and leaves the circles. */
function peel(works: Map<string, Work>): void {
  const ready = [...works.values()].filter(({ waiting }) => waiting === 0);
  for (let work = ready.pop(); work; work = ready.pop()) {
    work.levels = work.height;
    const above = work.parent === null ? undefined : works.get(work.parent);
    if (!above) {
      work.isTop = true;
      continue;
    }
    above.below += work.below;
    above.height = Math.max(above.height, work.height + 1);
    above.waiting -= 1;
    if (above.waiting === 0) ready.push(above);
  }
}

function closeCircle(from: Work, works: Map<string, Work>): void {
  const circle = [from];
  for (let next = parentOf(from, works); next && next !== from; next = parentOf(next, works)) circle.push(next);
  const first = circle.reduce((lowest, work) => (work.id < lowest.id ? work : lowest));
  const start = circle.indexOf(first);
  const inOrder = [...circle.slice(start), ...circle.slice(0, start)];
  // `below` holds so far whom each has directly and through those outside the circle: together that is everybody once.
  const everybody = circle.reduce((sum, { below }) => sum + below, 0);
  for (const work of circle) Object.assign(work, { below: everybody, levels: null, circle: first.id });
  first.isTop = true;
  first.circlePeople = inOrder.map(({ id }) => id);
}

function parentOf(work: Work, works: Map<string, Work>): Work | undefined {
  return work.parent === null ? undefined : works.get(work.parent);
}
