"use client";
import { useEffect, useState } from "react";
import { useFormStatus } from "react-dom";
import { count } from "#words/amounts.ts";
import { heldWords } from "#words/held.tsx";
import { ProgressBar } from "../../_ui/progress-bar.tsx";
import classes from "./held-removals.module.css";
import type { RunSnapshot } from "./run-snapshot.ts";

const words = heldWords.approve;

/** What an approval does while it asks Microsoft, for the form it stands in, with how many have been asked for. */
export function WhileApproving({ run, people }: { run: number; people: string }) {
  const { pending } = useFormStatus();
  const asked = useAsked(run, { isPending: pending });
  return (
    <div className={classes.approving}>
      {pending ? <ProgressBar label={words.progress} done={asked?.done ?? 0} total={asked?.total} /> : null}
      {/* The region is always there: a screen reader announces what appears in one, not one that appears. */}
      <div role="status">{pending ? <p>{words.asking(people)}</p> : null}</div>
      {pending ? (
        <p className={classes.asked}>
          {asked?.total ? words.asked(count(asked.done), count(asked.total)) : words.begins}
        </p>
      ) : null}
    </div>
  );
}

/** How far the approval is. The action that the form waits for tells nothing before its end; the run's events do. */
function useAsked(run: number, { isPending }: { isPending: boolean }): Pick<RunSnapshot, "done" | "total"> | undefined {
  const [asked, setAsked] = useState<Pick<RunSnapshot, "done" | "total">>();
  useEffect(() => {
    if (!isPending) return;
    const source = new EventSource(`/api/runs/${run}/events?until=decided`);
    source.onmessage = (event) => setAsked(JSON.parse(event.data) as RunSnapshot);
    return () => {
      source.close();
      setAsked(undefined);
    };
  }, [run, isPending]);
  return asked;
}
