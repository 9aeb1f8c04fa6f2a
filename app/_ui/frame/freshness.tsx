"use client";
import { IconAlertTriangle, IconClock, IconPlugConnectedX } from "@tabler/icons-react";
import Link from "next/link";
import { LiveWhen } from "../live-when.tsx";
import classes from "./freshness.module.css";
import { useFreshness } from "./freshness-now.tsx";

const signs = { fresh: IconClock, never: IconClock, old: IconAlertTriangle, troubled: IconAlertTriangle };

/** How old the copy is. */
export function Freshness() {
  const line = useFreshness();
  if (!line) {
    return (
      <span className={classes.line} data-state="troubled">
        <IconPlugConnectedX size={16} aria-hidden />
        <span>no database</span>
      </span>
    );
  }
  const Sign = signs[line.state];
  return (
    <Link href={line.href} className={classes.line} data-state={line.state} title={line.reason} prefetch={false}>
      <Sign size={16} aria-hidden />
      <span>
        {line.asOf ? (
          <>
            as of <LiveWhen at={line.asOf.at} words={line.asOf.words} exact={line.asOf.exact} />
          </>
        ) : (
          "nothing copied yet"
        )}
        {line.reason ? <span className={classes.reason}> · {line.reason}</span> : null}
      </span>
    </Link>
  );
}
