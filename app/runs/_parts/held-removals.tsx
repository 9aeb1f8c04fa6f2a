import { IconHandStop } from "@tabler/icons-react";
import type { HeldRemoval } from "#lib/commands/held-removals.ts";
import type { GuardOffer } from "#lib/commands/raise-guard.ts";
import { people } from "#words/amounts.ts";
import { removalWords } from "#words/directory-words.ts";
import { heldWords } from "#words/held.tsx";
import { type Column, DataTable } from "../../_ui/data-table.tsx";
import { Pager } from "../../_ui/pager.tsx";
import { PersonCell } from "../../_ui/person-cell.tsx";
import { DecideHeld } from "./decide-held.tsx";
import classes from "./held-removals.module.css";

const columns: Column<HeldRemoval>[] = [
  {
    id: "person",
    header: heldWords.columns.person,
    cell: (removal) => <PersonCell {...removal} id={removal.userId} href={`/users/${removal.userId}`} />,
  },
  { id: "reason", header: heldWords.columns.reason, cell: (removal) => removalWords(removal.reason) },
];

/** The one loud thing: who would go, why the run stopped, and the ways on. */
export function HeldRemovals({
  run,
  waiting,
  live,
  why,
  removals,
  first,
  next,
  offer,
  mayDecide,
}: {
  run: number;
  waiting: number;
  /** People in the copy now, those who wait included. */
  live: number;
  /** The rule that stopped the run, as a sentence. */
  why: string;
  removals: HeldRemoval[];
  /** Addresses of the list's first and next page. */
  first?: string;
  next?: string;
  /** Whether a higher limit would let them pass. */
  offer: GuardOffer;
  mayDecide: boolean;
}) {
  return (
    <section className={classes.held} aria-labelledby="held">
      <h2 id="held" className={classes.title}>
        <IconHandStop size={24} aria-hidden />
        {heldWords.title(people(waiting))}
      </h2>
      <p>{heldWords.text({ share: share(waiting, live), live: people(live), why })}</p>
      {mayDecide ? <DecideHeld run={run} waiting={waiting} offer={offer} /> : <p>{heldWords.adminOnly}</p>}
      <div className={classes.people}>
        <DataTable caption={heldWords.caption} columns={columns} rows={removals} rowKey={(removal) => removal.userId} />
        <Pager label={heldWords.pages} summary={heldWords.shown(removals.length, waiting)} first={first} next={next} />
      </div>
    </section>
  );
}

function share(part: number, whole: number): string {
  if (whole === 0) return heldWords.everybody;
  return new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 }).format(part / whole);
}
