import type { ReactNode } from "react";

/** The words of a preview's plan. */
export const planWords = {
  title: "What would change",
  nothing: { title: "Nothing would change", text: "The directory is as the copy already has it." },
  notKept: {
    title: "The plan of this preview is not kept any more",
    text: "Only the newest previews keep theirs: what was true long ago is not applied. Make a new one under Runs.",
  },
  pages: "Pages of the plan",
  shown: (shown: string, people: string) => `${shown} of ${people} shown`,
  kinds: "Kinds of change",
  everything: "Everything",
  caption: (run: number) => `What run ${run} would change`,
  columns: { person: "Person", changes: "What would change" },
  property: { one: "property", many: "properties" },
  propertyName: (name: string) => `${name}:`,
  hadBeenRemoved: (reason: string) => `Had been removed: ${reason}`,
  leaves: (group: ReactNode) => <>Leaves {group}</>,
  joins: (group: ReactNode) => <>Joins {group}</>,
  arrow: " → ",
  wouldBecome: " would become ",
  apply: {
    button: "Apply this plan",
    text: (removals: string | undefined) => (
      <>
        Reads the directory anew and writes exactly what is listed here, or nothing: where anything has changed since,
        the plan is refused. {removals}
      </>
    ),
    adminOnly: "An admin can apply this plan.",
    run: (run: number) => `Run ${run}`,
    applying: (run: ReactNode) => <>{run} is applying this plan.</>,
    applied: ({ run, at, by }: { run: ReactNode; at: ReactNode; by: string }) => (
      <>
        {run} applied this plan {at}, asked for by {by}.
      </>
    ),
    notApplied: ({ run, why }: { run: ReactNode; why: string | undefined }) => (
      <>
        {run} did not apply this plan: {why ?? "it was stopped and changed nothing."}
      </>
    ),
  },
  newPreview: "New preview",
};
