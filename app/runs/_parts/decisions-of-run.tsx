import { type HeldDecision, heldDecisions } from "#lib/commands/held-decision.ts";
import { appContext } from "../../_server/context.ts";
import { people } from "../../_ui/amounts.ts";
import { Notice } from "../../_ui/notice.tsx";
import { When } from "../../_ui/when.tsx";

/** What became of removals that a run had held. */
export async function DecisionsOfRun({ run }: { run: number }) {
  const decisions = await heldDecisions(await appContext(), { run });
  return decisions.map((decision) => (
    <Notice key={`${decision.state}-${decision.decidedAt?.toISOString()}`} kind="info">
      <p>
        <Decision decision={decision} />
      </p>
    </Notice>
  ));
}

function Decision({ decision: { state, people: number, decidedBy, decidedAt } }: { decision: HeldDecision }) {
  if (state === "superseded") return <>{people(number)} held here were looked at again by a later run.</>;
  return (
    <>
      {decidedBy ?? "Somebody"} {state} the removal of {people(number)} <When at={decidedAt} />.
    </>
  );
}
