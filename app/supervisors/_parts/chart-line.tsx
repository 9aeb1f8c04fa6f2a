import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import Link from "next/link";
import type { CSSProperties } from "react";
import type { ChartPerson } from "#lib/commands/supervisors-chart.ts";
import { count, people } from "#words/amounts.ts";
import { chartWords } from "#words/chart.tsx";
import { Initials } from "../../_ui/initials.tsx";
import { StateBadge } from "../../_ui/state-badge.tsx";
import { nameOf } from "./chart-keys.ts";
import type { ChartRow } from "./chart-rows.ts";
import classes from "./chart-tree.module.css";

type Props = {
  row: ChartRow;
  /** Takes part in the order of the Tab key. */
  isCurrent: boolean;
  /** The person the address leads to. */
  isWanted: boolean;
  isBusy: boolean;
  hasFailed: boolean;
  onToggle: () => void;
  onFocus: () => void;
};

/** One line of the tree. */
export function ChartLine({ row, isCurrent, isWanted, isBusy, hasFailed, onToggle, onFocus }: Props) {
  const isMore = row.kind === "more";
  const isOpen = row.kind === "person" && row.state === "open";
  return (
    // The keys of all lines are heard by the tree around them.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on this line is one of those keys
    <div
      role="treeitem"
      tabIndex={isCurrent ? 0 : -1}
      data-key={row.key}
      data-print={isMore ? "no" : undefined}
      className={classes.line}
      style={{ "--level": row.level - 1 } as CSSProperties}
      aria-level={row.level}
      aria-setsize={row.size}
      aria-posinset={row.place}
      aria-expanded={isMore || row.state === "leaf" || row.state === "circle" ? undefined : isOpen}
      aria-current={isWanted ? "true" : undefined}
      aria-busy={isBusy || undefined}
      onFocus={onFocus}
      onClick={isMore ? onToggle : undefined}
    >
      {row.kind === "more" ? (
        <span className={classes.more}>{chartWords.more(count(row.shown), count(row.total))}</span>
      ) : (
        <PersonOf row={row} onToggle={onToggle} />
      )}
      {isBusy ? <span className="quiet small">{chartWords.loading}</span> : null}
      {hasFailed ? (
        <span role="alert" className={classes.failed}>
          {chartWords.failed}
        </span>
      ) : null}
    </div>
  );
}

function PersonOf({ row: { person, state }, onToggle }: { row: ChartRow & { kind: "person" }; onToggle: () => void }) {
  const { id, displayName, jobTitle, department, presence } = person;
  const work = [jobTitle, department].filter(Boolean).join(", ");
  const canOpen = state === "open" || state === "closed";
  const Chevron = state === "open" ? IconChevronDown : IconChevronRight;
  return (
    <>
      {/* For the mouse and the finger; by keyboard and for those who listen the line itself opens. */}
      <span className={classes.toggle} aria-hidden onClick={canOpen ? onToggle : undefined}>
        {canOpen ? <Chevron size={16} stroke={2} /> : null}
      </span>
      <Initials id={id} name={displayName} />
      <span className={classes.words}>
        <Link
          href={presence === "outside" ? `/supervisors/${id}` : `/users/${id}`}
          prefetch={false}
          tabIndex={-1}
          className={`name ${classes.name}`}
        >
          {nameOf(person)}
        </Link>
        {work === "" ? null : <span className={classes.work}>{work}</span>}
      </span>
      <States person={person} state={state} />
      {person.people > 0 && state !== "circle" ? <Span person={person} /> : null}
    </>
  );
}

function Span({ person: { people: direct, below } }: { person: ChartPerson }) {
  return (
    <span className={classes.span}>
      <span aria-hidden>{chartWords.span(count(direct), count(below))}</span>
      <span className="visually-hidden">{chartWords.spoken(people(direct), people(below))}</span>
    </span>
  );
}

function States({ person, state }: { person: ChartPerson; state: (ChartRow & { kind: "person" })["state"] }) {
  const { presence, type, accountEnabled, isInCircle } = person;
  if (state === "circle") return <StateBadge state="outside" word={chartWords.backToTop} />;
  return (
    <>
      {presence === "removed" ? <StateBadge state="removed" word={chartWords.removed} /> : null}
      {presence === "outside" ? (
        <StateBadge state="outside" word={type === "orgContact" ? chartWords.contact : chartWords.outside} />
      ) : null}
      {presence === "live" && accountEnabled === false ? (
        <StateBadge state="disabled" word={chartWords.disabled} />
      ) : null}
      {isInCircle ? <span className="quiet small">{chartWords.circle}</span> : null}
    </>
  );
}
