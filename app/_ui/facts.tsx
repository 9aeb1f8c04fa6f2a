import type { ReactNode } from "react";
import { partsWords } from "#words/parts.tsx";
import classes from "./facts.module.css";

export type Fact = { label: ReactNode; value: ReactNode /** Explains the value, below it. */; help?: ReactNode };

/** A list of names and values. Unknown (null, undefined, empty) is a dash. */
export function Facts({ facts, label }: { facts: Fact[] /** Names the list for screen readers. */; label?: string }) {
  return (
    <dl className={classes.facts} aria-label={label}>
      {facts.map((fact, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: labels may be elements, and the list is never reordered
        <div key={position} className={classes.fact}>
          <dt>{fact.label}</dt>
          <dd>
            {isUnknown(fact.value) ? <Unknown /> : fact.value}
            {fact.help ? <div className={classes.help}>{fact.help}</div> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isUnknown(value: ReactNode): boolean {
  return value === null || value === undefined || value === "";
}

/** The dash for what is not known, or not there; read out as words. */
export function Unknown({ words = partsWords.unknown }: { words?: string }) {
  return (
    <>
      <span aria-hidden className="quiet">
        {"–"}
      </span>
      <span className="visually-hidden">{words}</span>
    </>
  );
}
