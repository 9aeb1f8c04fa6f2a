import type { ErrorReport } from "#lib/errors.ts";
import { CopyButton } from "./copy-button.tsx";
import classes from "./support-codes.module.css";

/** Microsoft's status, code and request id on one line, copied together: what a support call asks for. */
export function SupportCodes({ report }: { report: ErrorReport }) {
  const parts = [
    report.status === undefined ? undefined : `HTTP ${report.status}`,
    report.graphCode,
    report.requestId === undefined ? undefined : `request id ${report.requestId}`,
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return null;
  const line = parts.join(" · ");
  return (
    <p className={classes.codes}>
      Microsoft’s answer: <code>{line}</code> <CopyButton value={line} label="Microsoft’s code and request id" />
    </p>
  );
}
