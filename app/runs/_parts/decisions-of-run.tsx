import { type HeldDecision, heldDecisions, keptWords } from "#lib/commands/held-decision.ts";
import { listRuns, type Run } from "#lib/commands/runs.ts";
import { people } from "#words/amounts.ts";
import { messagesWords } from "#words/frame.tsx";
import { heldWords } from "#words/held.tsx";
import { appContext } from "../../_server/context.ts";
import { Tidings } from "../../_ui/frame/messages.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { When } from "../../_ui/when.tsx";
import classes from "./held-removals.module.css";
import { SyncNow } from "./sync-now.tsx";

/** What became of removals that a run had held. */
export async function DecisionsOfRun({ run, mayDecide }: { run: Run; mayDecide: boolean }) {
  const context = await appContext();
  const decisions = await heldDecisions(context, { run: run.id });
  const isRaised = decisions.some(({ outcome }) => outcome === "guard-raised");
  // A run that came later has looked already.
  const isNewest = isRaised && (await listRuns(context, { limit: 1 }))[0]?.id === run.id;
  return (
    <>
      {decisions.length > 0 ? (
        <Tidings of={`decision-${run.id}`} text={messagesWords.decided(run.id)} href={`/runs/${run.id}`} />
      ) : null}
      {decisions.map((decision) => (
        <Notice key={`${decision.outcome}-${decision.decidedAt?.toISOString()}`} kind="info">
          <p>
            <Decision decision={decision} groupId={run.groupId} />
          </p>
          {decision.outcome === "guard-raised" && isNewest && mayDecide ? (
            <div className={classes.next}>
              <SyncNow />
            </div>
          ) : null}
        </Notice>
      ))}
    </>
  );
}

function Decision({ decision, groupId }: { decision: HeldDecision; groupId: string | null }) {
  const { outcome, people: number, decidedBy: by = heldWords.somebody, decidedAt } = decision;
  const at = <When at={decidedAt} />;
  const words = heldWords.decisions;
  switch (outcome) {
    case "looked-again":
      return words.lookedAgain(people(number));
    case "came-back":
      return <>{keptWords({ kept: number, groupId })}.</>;
    case "guard-raised":
      return words.raised({ by, at, people: people(number) });
    case "rejected":
      return words.rejected({ by, at, people: people(number) });
    case "approved":
      return words.approved({ by, at, people: people(number) });
  }
}
