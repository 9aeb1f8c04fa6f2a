import { addressBook, type Directory, type NamesInOrder } from "./directory.ts";

const keptAnswers = 256;

/** Numbers of the live users whose userPrincipalName begins with one of the texts, without regard to case; ascending. */
export function usersBeginningWith(directory: Directory, texts: readonly string[]): readonly number[] {
  const index = namesInOrder(directory);
  const key = texts.map((text) => text.toLowerCase()).join("\n");
  const known = index.lately.get(key);
  if (known) return known;
  const found = new Set<number>();
  for (const text of key.split("\n")) {
    for (let at = firstFrom(index.names, text); index.names[at]?.startsWith(text); at += 1) {
      found.add(index.numbers[at] ?? 0);
    }
  }
  const numbers = Array.from(Int32Array.from(found).sort());
  if (index.lately.size >= keptAnswers) index.lately.clear();
  index.lately.set(key, numbers);
  return numbers;
}

function namesInOrder(directory: Directory): NamesInOrder {
  const { log, names: known } = directory;
  const current = known && !log.slice(known.upTo).some(changesNames);
  const index = current ? known : sortedNames(directory);
  index.upTo = log.length;
  directory.names = index;
  return index;
}

function changesNames({ what, properties }: Directory["log"][number]): boolean {
  if (what === "updated") return properties?.includes("userPrincipalName") ?? true;
  return what === "created" || what === "deleted" || what === "purged" || what === "restored";
}

function sortedNames(directory: Directory): NamesInOrder {
  const book = addressBook(directory);
  const names = [...book.keys()].sort();
  return { names, numbers: names.map((name) => book.get(name) ?? 0), upTo: 0, lately: new Map() };
}

function firstFrom(names: readonly string[], text: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((names[middle] ?? "") < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
