import type { Run } from "#lib/commands/runs.ts";
import { changedFields, countFoundChanges, countRunChanges, runChanges } from "#lib/commands/runs-changes.ts";
import type { ChangeKind } from "#lib/directory/model.ts";
import type { RunQuery } from "#lib/directory/schema.ts";
import { count } from "#words/amounts.ts";
import { runsWords } from "#words/runs.tsx";
import { appContext } from "../../_server/context.ts";
import { addressWith } from "../../_ui/address.ts";
import { RunChanges } from "./run-changes.tsx";

const changesPerPage = 50;

/** Reads one page of what a run changed: one kind of change, narrowed to a property and a search. */
export async function ChangesOfRun({ run, query }: { run: Run; query: RunQuery }) {
  const context = await appContext();
  const counts = await countRunChanges(context, run.id);
  const kind = query.kind ?? loudest(counts);
  const { q, after } = query;
  const field = kind === "updated" ? query.field : undefined;
  const filter = { run: run.id, kind, field, q };
  const isNarrowed = q !== undefined || field !== undefined;
  const [found, total, fields] = await Promise.all([
    runChanges(context, { ...filter, after, limit: changesPerPage + 1 }),
    isNarrowed ? countFoundChanges(context, filter) : { count: counts[kind], isCapped: false },
    kind === "updated" ? changedFields(context, { run: run.id }) : [],
  ]);
  const changes = found.slice(0, changesPerPage);
  const at = (place: string | undefined) =>
    addressWith(`/runs/${run.id}`, { change: { kind, field, q, after: place } });
  const { shown, moreThan } = runsWords.changes;
  return (
    <RunChanges
      run={run.id}
      counts={counts}
      shown={{ kind, field, q, fields }}
      changes={changes}
      summary={shown(count(changes.length), total.isCapped ? moreThan(count(total.count)) : count(total.count))}
      first={after === undefined ? undefined : at(undefined)}
      next={found.length > changesPerPage ? at(changes.at(-1)?.id) : undefined}
    />
  );
}

/** What a person wants to see first: who went, who came back, what changed; new people last, there may be thousands. */
function loudest(counts: Record<ChangeKind, number>): ChangeKind {
  const order: ChangeKind[] = ["removed", "restored", "updated", "supervisor", "membership", "created"];
  return order.find((kind) => counts[kind] > 0) ?? "updated";
}
