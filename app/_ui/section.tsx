import { type ReactNode, useId } from "react";
import classes from "./section.module.css";

/** A part of a page under its own h2. */
export function Section({
  id,
  title,
  lead,
  actions,
  children,
}: {
  /** Where an address with this fragment leads. */
  id?: string;
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section id={id} className={classes.section} aria-labelledby={heading}>
      <div className={classes.head}>
        <div>
          <h2 id={heading} className={classes.title}>
            {title}
          </h2>
          {lead ? <div className={classes.lead}>{lead}</div> : null}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
