import type { ReactNode } from "react";
import classes from "./frame.module.css";

/** What stands around a page for somebody who is not signed in, and around one whose frame failed. */
export function BareFrame({ children }: { children: ReactNode }) {
  return (
    <main id="content" className={classes.bare}>
      {children}
    </main>
  );
}
