import type { UsersQuery } from "#lib/directory/schema.ts";
import { usersWords } from "#words/users.tsx";
import { countedChoice, countedLabel } from "../../_ui/counted-choice.ts";
import type { Choice } from "../../_ui/list-choices.tsx";
import type { Counts } from "./counts-in-time.ts";

/** A list of departments that nobody can read through helps nobody; the largest come first, and the search finds the others. */
const mostValues = 300;

/** The choices above the list of people, with the number each would leave; names and values are those of the address. */
export function userChoices(
  query: UsersQuery,
  { counts, leftOut }: { counts: Counts; leftOut: readonly string[] },
): Choice[] {
  // What is not copied cannot be chosen; chosen by an address that somebody kept, it can be left out again.
  const isOffered = (name: "department" | "country") => !leftOut.includes(name) || query[name] !== undefined;
  const facets = counts.state === "counted" ? counts.facets : undefined;
  const { state, account, type, supervisor } = usersWords;
  const states = (["live", "removed", "all"] as const).map((value) => [value, state[value]] as const);
  return [
    countedChoice({ name: "state", label: state.label, value: query.state, values: states, counts: facets?.state }),
    ...(["department", "country"] as const)
      .filter(isOffered)
      .map((name) => several(name, { label: usersWords[name], chosen: query[name], values: valuesOf(name, counts) })),
    { ...yesOrNo(query.enabled, { words: account, counts: facets?.enabled }), name: "enabled" },
    { ...yesOrNo(query.guest, { words: type, counts: facets?.guest }), name: "guest" },
    {
      ...yesOrNo(query.withoutSupervisor, { words: supervisor, counts: facets?.withoutSupervisor }),
      name: "withoutSupervisor",
    },
  ];
}

type KnownValue = { value: string; people?: number };

function valuesOf(name: "department" | "country", counts: Counts): readonly KnownValue[] {
  if (counts.state === "counted") return counts.facets[name];
  const known = counts.state === "too-many" ? (counts.known?.[name] ?? []) : [];
  return known.map(({ value }) => ({ value }));
}

function yesOrNo(
  value: boolean | undefined,
  { words, counts }: { words: { label: string; yes: string; no: string }; counts?: { yes: number; no: number } },
): Omit<Choice, "name"> {
  return {
    label: words.label,
    value: value === undefined ? "" : value ? "yes" : "no",
    options: [
      { value: "", label: usersWords.any },
      { value: "yes", label: countedLabel(words.yes, counts?.yes) },
      { value: "no", label: countedLabel(words.no, counts?.no) },
    ],
  };
}

function several(
  name: string,
  { label, chosen = [], values = [] }: { label: string; chosen?: readonly string[]; values?: readonly KnownValue[] },
): Choice {
  const others = values.filter(({ value }) => !chosen.includes(value)).slice(0, mostValues);
  const first = { value: "", label: chosen.length === 0 ? usersWords.any : usersWords.anotherOne };
  const options = others.map(({ value, people }) => ({ value, label: countedLabel(value, people) }));
  return { name, label, value: "", chosen, options: [first, ...options] };
}
