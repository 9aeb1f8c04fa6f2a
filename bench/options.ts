import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkout } from "./machine.ts";
import { type FamilyName, familyNames } from "./settings.ts";
import { isSubject, type SubjectName, subjectNames } from "./subjects.ts";

export const usage = `Usage: npm run bench -- [options]
  --only NAMES      measure these alone, separated by commas
                    (${subjectNames.join(", ")})
  --people SIZES    sizes of the directory (1000,10000,100000)
  --large           1000000 people too
  --settings NAMES  plain: pages of 999, every size; small-pages: pages of 100; latency: 120 ms + 0.3 ms an object;
                    the last two at the largest size up to 100000 (plain,small-pages,latency)
  --rounds N        rounds, of which the medians are shown (3)
  --no-warm-up      measure at once, also what the tenant needs to make its pages
  --output FOLDER   where figures, page and plots go (docs)
  --pages           measure how long the pages of the web part take instead, with --people 100000,1000000 and --rounds 20
  --page            measure nothing, make page and plots anew from the stored figures
`;

export type Options = {
  only: ReadonlySet<SubjectName>;
  sizes: number[];
  families: FamilyName[];
  rounds: number;
  warmUp: boolean;
  output: string;
  pageOnly: boolean;
  help: boolean;
};

const million = 1_000_000;

/** @throws Error that says which option is wrong and what it takes */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string" },
      people: { type: "string", default: "1000,10000,100000" },
      large: { type: "boolean", default: false },
      settings: { type: "string", default: familyNames.join(",") },
      rounds: { type: "string", default: "3" },
      "no-warm-up": { type: "boolean", default: false },
      output: { type: "string", default: join(checkout, "docs") },
      page: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const sizes = values.people.split(",").map((text) => whole("people", text));
  return {
    only: new Set(values.only === undefined ? subjectNames : values.only.split(",").map(subjectNamed)),
    sizes: [...new Set(values.large ? [...sizes, million] : sizes)].sort((one, other) => one - other),
    families: values.settings.split(",").map(familyNamed),
    rounds: whole("rounds", values.rounds),
    warmUp: !values["no-warm-up"],
    output: values.output,
    pageOnly: values.page,
    help: values.help,
  };
}

function whole(name: string, text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new Error(`--${name} ${text}: a whole number from 1 on is needed.`);
  return Number(text);
}

function subjectNamed(name: string): SubjectName {
  if (!isSubject(name)) throw new Error(`--only ${name}: there is ${subjectNames.join(", ")}.`);
  return name;
}

function familyNamed(name: string): FamilyName {
  const found = familyNames.find((one) => one === name);
  if (!found) throw new Error(`--settings ${name}: there is ${familyNames.join(", ")}.`);
  return found;
}
