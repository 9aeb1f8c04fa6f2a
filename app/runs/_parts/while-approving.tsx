"use client";
import { useFormStatus } from "react-dom";
import { heldWords } from "#words/held.tsx";
import { ProgressBar } from "../../_ui/progress-bar.tsx";
import classes from "./held-removals.module.css";

/** What an approval does while it asks Microsoft, for the form it stands in; how far it is nobody can say. */
export function WhileApproving({ people }: { people: string }) {
  const { pending } = useFormStatus();
  // The region is always there: a screen reader announces what appears in one, not one that appears.
  return (
    <div role="status" className={classes.approving}>
      {pending ? (
        <>
          <ProgressBar label={heldWords.approve.progress} done={0} />
          <p>{heldWords.approve.asking(people)}</p>
        </>
      ) : null}
    </div>
  );
}
