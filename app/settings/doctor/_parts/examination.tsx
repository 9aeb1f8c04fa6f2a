"use client";
import { Button } from "@mantine/core";
import { doctorWords as words } from "#words/doctor.tsx";
import { CopyButton } from "../../../_ui/copy-button.tsx";
import { Explained } from "../../../_ui/explained.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { StateBadge } from "../../../_ui/state-badge.tsx";
import { SupportCodes } from "../../../_ui/support-codes.tsx";
import { useHydrated } from "../../../_ui/use-hydrated.ts";
import classes from "./examination.module.css";
import { asText, type FoundLine } from "./line.ts";
import { useExamination } from "./use-examination.ts";

const badges = { ok: "succeeded", concern: "held", failed: "failed", waiting: "queued" } as const;

/** The button, and what is found, line by line as it comes. */
export function ExaminationOnDemand() {
  const hydrated = useHydrated();
  const { state, found, waiting, examine } = useExamination();
  const isGoingOn = state === "going on";
  return (
    <div className={classes.examination}>
      <div>
        <Button onClick={examine} disabled={!hydrated} loading={isGoingOn} aria-disabled={isGoingOn || undefined}>
          {state === "not begun" ? words.start : isGoingOn ? words.pending : words.again}
        </Button>
      </div>
      <p role="status" className={classes.status}>
        {isGoingOn ? (waiting?.message ?? words.looking) : null}
        {state === "ended" ? words.summary(countsOf(found)) : null}
      </p>
      {state === "interrupted" ? <Notice kind="error" title={words.interrupted} /> : null}
      {found.length > 0 ? (
        <ol className={classes.lines} aria-label={words.list} aria-busy={isGoingOn}>
          {found.map((line) => (
            <li key={line.name} className={classes.line} data-state={line.state}>
              <FoundLineShown line={line} />
            </li>
          ))}
        </ol>
      ) : null}
      {state === "ended" ? (
        <p className="quiet small">
          {words.copyLead} <CopyButton value={asText(found)} label={words.copy} />
        </p>
      ) : null}
    </div>
  );
}

function FoundLineShown({ line }: { line: FoundLine }) {
  return (
    <>
      <div className={classes.name}>
        <span>{words.names[line.name]}</span>
        <StateBadge state={badges[line.state]} word={words.states[line.state]} />
      </div>
      <div className={classes.words}>
        <p>{line.message}</p>
        {line.state === "failed" ? (
          <>
            {line.explanation ? <Explained explanation={line.explanation} /> : null}
            <SupportCodes report={line.error} />
          </>
        ) : null}
      </div>
    </>
  );
}

function countsOf(found: readonly FoundLine[]): { failed: number; concerns: number } {
  const count = (state: FoundLine["state"]) => found.filter((line) => line.state === state).length;
  return { failed: count("failed"), concerns: count("concern") };
}
