import type { ChangeKind } from "#lib/directory/model.ts";
import { count } from "#words/amounts.ts";
import { propertyWords } from "#words/directory-words.ts";
import { runsWords } from "#words/runs.tsx";
import type { Choice } from "../../_ui/list-choices.tsx";
import { ListFilter } from "../../_ui/list-filter.tsx";

const words = runsWords.changes;

/** What of a run's changes is shown, and the properties there are to choose from. */
export type ShownChanges = {
  kind: ChangeKind;
  field: string | undefined;
  q: string | undefined;
  fields: { field: string; count: number }[];
};

/** Search within one kind of a run's changes, and of changed properties the choice of one. */
export function ChangesFilter({ run, shown, summary }: { run: number; shown: ShownChanges; summary: string }) {
  const { kind, q = "", field, fields } = shown;
  const choices: Choice[] = [];
  if (fields.length > 1 || field !== undefined) choices.push(propertyChoice(shown));
  return (
    <ListFilter
      // Another kind is another list: what was typed for the one before is not kept.
      key={kind}
      action={`/runs/${run}`}
      label={words.search}
      q={q}
      choices={choices}
      result={summary}
      kept={{ kind }}
    />
  );
}

function propertyChoice({ field, fields }: ShownChanges): Choice {
  const options = fields.map((one) => ({
    value: one.field,
    label: `${propertyWords(one.field)} (${count(one.count)})`,
  }));
  // A property of the address that this run did not change has no line, and is still what is chosen.
  const chosen =
    field === undefined || options.some(({ value }) => value === field)
      ? []
      : [{ value: field, label: propertyWords(field) }];
  return {
    name: "field",
    label: words.property.label,
    value: field ?? "",
    options: [{ value: "", label: words.property.all }, ...options, ...chosen],
  };
}
