import type { ErrorReport } from "#lib/errors.ts";
import { partsWords } from "#words/parts.tsx";
import { CopyButton } from "./copy-button.tsx";
import classes from "./support-codes.module.css";

const words = partsWords.support;

/** Microsoft's status, code and request id on one line, copied together: what a support call asks for. */
export function SupportCodes({ report }: { report: ErrorReport }) {
  const parts = [
    report.status === undefined ? undefined : words.status(report.status),
    report.graphCode,
    report.requestId === undefined ? undefined : words.requestId(report.requestId),
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return null;
  const line = parts.join(" · ");
  return (
    <p className={classes.codes}>
      {words.lead(<code>{line}</code>)} <CopyButton value={line} label={words.copied} />
    </p>
  );
}
