import { personWords } from "#words/person.tsx";
import { Day } from "../../_ui/day.tsx";
import { RunLink } from "./run-link.tsx";

/** "run 12 on 14 Nov 2026" */
export function NextChange({ next: { run, at } }: { next: { run: number; at: Date } }) {
  return personWords.past.next({ run: <RunLink run={run} />, day: <Day at={at} /> });
}
