import { IconCheck, IconMinus } from "@tabler/icons-react";
import type { PhaseDone } from "#lib/commands/runs.ts";
import { count } from "#words/amounts.ts";
import { liveRunWords as words } from "#words/live-run.tsx";
import classes from "./run-phases.module.css";

/** What a run did, phase by phase, with how far each came and how long it took. */
export function RunPhases({ phases, isCutOff = false }: { phases: PhaseDone[]; isCutOff?: boolean }) {
  return (
    <ol className={classes.phases} aria-label={words.phasesLabel}>
      {phases.map(({ phase, done, total, ms }, place) => {
        // A run that failed or was cancelled stopped in its last phase.
        const isDone = !isCutOff || place < phases.length - 1;
        const Sign = isDone ? IconCheck : IconMinus;
        return (
          <li key={phase} className={classes.phase}>
            <Sign size={16} aria-hidden className={isDone ? classes.done : classes.left} />
            <span>{words.phases[phase]}</span>
            {isDone ? null : <span className="visually-hidden">{words.cutOff}</span>}
            <span className={classes.number}>{isDone ? countOf(done) : shareOf({ done, total })}</span>
            <span className={classes.number}>{words.took(ms)}</span>
          </li>
        );
      })}
    </ol>
  );
}

function countOf(done: number): string {
  return done > 0 ? count(done) : "";
}

function shareOf({ done, total }: Pick<PhaseDone, "done" | "total">): string {
  return total !== undefined && total > 0 ? words.doneOf(count(done), count(total)) : countOf(done);
}
