import type { ReactNode } from "react";
import classes from "./page-header.module.css";

/** The page's one h1, a line that explains it, and at the right what can be done here. */
export function PageHeader({
  title,
  lead,
  mark,
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  /** Stands before the title: a person's initials. */
  mark?: ReactNode;
  /** Actions: buttons and forms. */
  children?: ReactNode;
}) {
  return (
    <header className={classes.header} data-marked={mark ? true : undefined}>
      {mark}
      <div className={classes.words}>
        <h1 className={classes.title}>{title}</h1>
        {lead ? <div className={classes.lead}>{lead}</div> : null}
      </div>
      {children ? <div className={classes.actions}>{children}</div> : null}
    </header>
  );
}
