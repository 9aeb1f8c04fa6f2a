import type { ReactNode } from "react";
import classes from "./empty-state.module.css";

/** What stands where nothing is: that there is nothing, and what would fill it. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      {children ? <p className="quiet">{children}</p> : null}
    </div>
  );
}
