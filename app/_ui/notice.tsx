import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ErrorReport } from "#lib/errors.ts";
import classes from "./notice.module.css";
import { SupportCodes } from "./support-codes.tsx";

export type NoticeKind = "info" | "success" | "warning" | "error";

const signs = { info: IconInfoCircle, success: IconCircleCheck, warning: IconAlertTriangle, error: IconX };

/** Something to know, in a sentence or two. An error's Microsoft code and request id stand below it, ready to copy. */
export function Notice({
  kind,
  title,
  children,
  report,
}: {
  kind: NoticeKind;
  title?: string;
  children?: ReactNode;
  /** Shown as its sentence (unless there are children) and its codes. */
  report?: ErrorReport;
}) {
  const Sign = signs[kind];
  return (
    <div className={classes.notice} data-kind={kind} role={kind === "error" ? "alert" : "status"}>
      <Sign size={18} stroke={1.75} aria-hidden className={classes.sign} />
      <div className={classes.words}>
        {title ? <p className={classes.title}>{title}</p> : null}
        {children ?? (report ? <p>{report.message}</p> : null)}
        {report ? <SupportCodes report={report} /> : null}
      </div>
    </div>
  );
}
