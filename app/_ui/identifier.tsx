import { partsWords } from "#words/parts.tsx";
import { CopyButton } from "./copy-button.tsx";
import classes from "./identifier.module.css";

const keptAtEachEnd = 6;

/** An id in monospace, shortened in the middle unless `whole`, copied by one click, read in full on hover. */
export function Identifier({
  value,
  label = partsWords.id,
  whole = false,
}: {
  value: string;
  label?: string;
  whole?: boolean;
}) {
  return (
    <span className={classes.identifier}>
      <code className={classes.value} title={value}>
        {whole ? value : shortened(value)}
      </code>
      <CopyButton value={value} label={label} />
    </span>
  );
}

function shortened(value: string): string {
  if (value.length <= keptAtEachEnd * 2 + 3) return value;
  return `${value.slice(0, keptAtEachEnd)}…${value.slice(-keptAtEachEnd)}`;
}
