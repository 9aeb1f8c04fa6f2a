import Link from "next/link";
import { findApplication } from "#lib/commands/apply-plan.ts";
import { type PlanTotals, planKinds, planPage, planTotals } from "#lib/commands/plan-lines.ts";
import type { Run } from "#lib/commands/runs.ts";
import type { ChangeKind } from "#lib/directory/model.ts";
import { count, people } from "#words/amounts.ts";
import { planWords } from "#words/plan.tsx";
import { planKindWords, sizeWords } from "#words/plan-words.ts";
import { appContext } from "../../_server/context.ts";
import { addressWith } from "../../_ui/address.ts";
import { DownloadLinks } from "../../_ui/download-links.tsx";
import { EmptyState } from "../../_ui/empty-state.tsx";
import { Pager } from "../../_ui/pager.tsx";
import { Section } from "../../_ui/section.tsx";
import classes from "./plan.module.css";
import { PlanApplication } from "./plan-application.tsx";
import { PlanPeople } from "./plan-people.tsx";
import choice from "./run-changes.module.css";

const peoplePerPage = 50;

/** A preview's plan: what it would change, person by person, and the yes to it. `kind` and `after` may be anything. */
export async function PlanOfRun({
  run,
  kind,
  after,
  mayApply,
}: {
  run: Run;
  kind?: string;
  after?: string;
  mayApply: boolean;
}) {
  if (!run.planLines) return <NoPlan isKept={run.planLines !== null} />;
  const context = await appContext();
  const shown = planKinds.find((candidate) => candidate === kind);
  const place = after !== undefined && /^\d{1,18}$/.test(after) ? after : undefined;
  const [totals, page, application] = await Promise.all([
    planTotals(context, { run: run.id }),
    planPage(context, { run: run.id, kind: shown, after: place, limit: peoplePerPage }),
    findApplication(context, { plan: run.id }),
  ]);
  const here = (change: Record<string, string | undefined>) => addressWith(`/runs/${run.id}`, { change });
  const total = shown === undefined ? totals.people : totals.kinds[shown];
  return (
    <Section
      title={planWords.title}
      lead={sizeWords(totals)}
      actions={
        <div className={classes.downloads}>
          <DownloadLinks path={`/runs/${run.id}/plan`} search={{}} />
        </div>
      }
    >
      <PlanApplication run={run} application={application} mayApply={mayApply} />
      <PlanKinds run={run.id} totals={totals} shown={shown} />
      <PlanPeople run={run.id} page={page} kind={shown} />
      <Pager
        label={planWords.pages}
        summary={planWords.shown(count(page.people.length), people(total))}
        first={place === undefined ? undefined : here({ kind: shown })}
        next={page.next === undefined ? undefined : here({ kind: shown, after: page.next })}
      />
    </Section>
  );
}

function NoPlan({ isKept }: { isKept: boolean }) {
  return (
    <Section title={planWords.title}>
      {isKept ? (
        <EmptyState title={planWords.nothing.title}>{planWords.nothing.text}</EmptyState>
      ) : (
        <EmptyState title={planWords.notKept.title}>{planWords.notKept.text}</EmptyState>
      )}
    </Section>
  );
}

/** Narrows the list to one kind of change. */
function PlanKinds({ run, totals, shown }: { run: number; totals: PlanTotals; shown: ChangeKind | undefined }) {
  const present = planKinds.filter((kind) => totals.kinds[kind] > 0);
  if (present.length < 2) return null;
  const choices = [
    { words: planWords.everything, kind: undefined, people: totals.people },
    ...present.map((kind) => ({ words: planKindWords[kind], kind, people: totals.kinds[kind] })),
  ];
  return (
    <nav aria-label={planWords.kinds}>
      <ul className={choice.kinds}>
        {choices.map(({ words, kind, people: number }) => (
          <li key={words}>
            <Link
              href={addressWith(`/runs/${run}`, { change: { kind } })}
              aria-current={kind === shown ? "true" : undefined}
              className={choice.kind}
              scroll={false}
              prefetch={false}
            >
              {words} <span className="figures">{count(number)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
