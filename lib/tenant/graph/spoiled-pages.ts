import type { Fault, FaultKind } from "../faults.ts";
import type { Answer } from "./answer.ts";

type Item = Record<string, unknown>;
type Page = Record<string, unknown> & { value: Item[] };

/** What some faults do to a page that was answered as usual; every other answer stays as it is. */
export function spoiled(answer: Answer, fault: Fault | undefined): Answer {
  if (isCount(answer) && fault && "kind" in fault && fault.kind === "somebody-missing") {
    return { ...answer, text: String(Number(answer.text) - 1) };
  }
  const spoil = fault && "kind" in fault ? spoilers[fault.kind] : undefined;
  const page = answer.body as Page | undefined;
  if (!spoil || !Array.isArray(page?.value)) return answer;
  return { ...answer, body: spoil(page) };
}

const spoilers: Partial<Record<FaultKind, (page: Page) => unknown>> = {
  "next-link-elsewhere": (page) => {
    const link = page["@odata.nextLink"];
    return typeof link === "string" ? { ...page, "@odata.nextLink": elsewhere(link) } : page;
  },
  "somebody-missing": (page) => {
    const first = page.value.findIndex(isUser);
    return { ...page, value: page.value.filter((_, at) => at !== first) };
  },
  "blank-objects": (page) => ({ ...page, value: page.value.map(blank) }),
  "null-objects": (page) => ({ ...page, value: page.value.map(() => null) }),
  "untyped-objects": (page) => ({ ...page, value: page.value.map(({ "@odata.type": _type, ...item }) => item) }),
  "replayed-changes": (page) => ({ ...page, value: [...page.value].reverse().flatMap(replay) }),
};

function isCount({ text }: Answer): boolean {
  return /^\d+$/.test(text ?? "");
}

function elsewhere(link: string): string {
  const url = new URL(link);
  return `https://elsewhere.example${url.pathname}${url.search}`;
}

/** In a listing of users alone no object says what it is. */
function isUser({ "@odata.type": type }: Item): boolean {
  return type === undefined || type === "#microsoft.graph.user";
}

function blank(item: Item): Item {
  const told = (name: string) => name === "id" || name === "@odata.type";
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, told(name) ? value : null]));
}

/** Removed, then as it is, then as it is once more; what is removed was told as there before. */
function replay(item: Item): Item[] {
  const { id } = item;
  return item["@removed"] ? [{ id }, item, item] : [{ id, "@removed": { reason: "changed" } }, item, item];
}
