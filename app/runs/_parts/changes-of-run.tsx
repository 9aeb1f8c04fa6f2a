import { countRunChanges, type Run, runChanges } from "#lib/commands/runs.ts";
import { type ChangeKind, changeKinds } from "#lib/directory/model.ts";
import { appContext } from "../../_server/context.ts";
import { RunChanges } from "./run-changes.tsx";

const changesPerPage = 50;

/** Reads one page of what a run changed. `kind` and `after` are what the address says, which may be anything. */
export async function ChangesOfRun({ run, kind, after }: { run: Run; kind?: string; after?: string }) {
  const context = await appContext();
  const counts = await countRunChanges(context, run.id);
  const shown = changeKinds.find((candidate) => candidate === kind) ?? loudest(counts);
  const place = after !== undefined && /^\d{1,18}$/.test(after) ? after : undefined;
  const found = await runChanges(context, { run: run.id, kind: shown, after: place, limit: changesPerPage + 1 });
  const changes = found.slice(0, changesPerPage);
  const here = `/runs/${run.id}?kind=${shown}`;
  return (
    <RunChanges
      run={run.id}
      counts={counts}
      kind={shown}
      changes={changes}
      first={place === undefined ? undefined : here}
      next={found.length > changesPerPage ? `${here}&after=${changes.at(-1)?.id}` : undefined}
    />
  );
}

/** What a person wants to see first: who went, who came back, what changed; new people last, there may be thousands. */
function loudest(counts: Record<ChangeKind, number>): ChangeKind {
  const order: ChangeKind[] = ["removed", "restored", "updated", "supervisor", "membership", "created"];
  return order.find((kind) => counts[kind] > 0) ?? "updated";
}
