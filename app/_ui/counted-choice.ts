import { listWords } from "#words/lists.tsx";
import type { Choice } from "./list-choices.tsx";

/** A value with the number of rows it would leave, where that is known. */
export function countedLabel(label: string, rows: number | undefined): string {
  return rows === undefined ? label : listWords.withCount(label, rows);
}

/** A choice of one value, each but the chosen one with what it would leave: that number stands below the list. */
export function countedChoice<Value extends string>({
  name,
  label,
  value,
  values,
  counts,
}: {
  name: string;
  label: string;
  value: Value;
  /** With their words; the first is what the list shows without this parameter. */
  values: readonly (readonly [Value, string])[];
  counts: Partial<Record<Value, number>> | undefined;
}): Choice {
  const options = values.map(([one, words]) => ({
    value: one,
    label: countedLabel(words, one === value ? undefined : counts?.[one]),
  }));
  return { name, label, value, options };
}
