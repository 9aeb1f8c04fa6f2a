import Link from "next/link";
import type { ReactNode } from "react";
import { frameWords } from "#words/frame.tsx";
import classes from "./frame.module.css";
import type { FreshnessLine } from "./freshness-line.ts";
import { FreshnessNow } from "./freshness-now.tsx";
import { MessagesHere } from "./messages.tsx";
import { Navigation } from "./navigation.tsx";
import { RememberZone } from "./remember-zone.tsx";
import { SchedulePaused } from "./schedule-paused.tsx";
import { SignedIn, type SignedInPerson } from "./signed-in.tsx";
import { TopLine } from "./top-line.tsx";

/** What stands around every page for a signed-in person. */
export function Frame({
  person,
  freshness,
  zone,
  children,
}: {
  person: SignedInPerson;
  /** Absent when the database does not answer. */
  freshness: FreshnessLine | undefined;
  /** The time zone that days are counted in. */
  zone: string;
  children: ReactNode;
}) {
  return (
    <div className={classes.frame}>
      <nav className={classes.side} aria-label={frameWords.product}>
        <a href="#content" className={classes.skip}>
          {frameWords.skip}
        </a>
        <Link href="/" className={classes.product}>
          {frameWords.product}
        </Link>
        <Navigation />
        <div className={classes.foot}>
          <SignedIn person={person} />
        </div>
      </nav>
      <div className={classes.column}>
        <RememberZone known={zone} />
        <MessagesHere>
          <FreshnessNow initial={freshness}>
            <TopLine person={person} />
            <SchedulePaused />
          </FreshnessNow>
          <main id="content" tabIndex={-1} className={classes.main}>
            {children}
          </main>
        </MessagesHere>
      </div>
    </div>
  );
}
