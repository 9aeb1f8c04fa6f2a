"use client";
import { IconAlertTriangle, IconClock, IconPlugConnectedX } from "@tabler/icons-react";
import Link from "next/link";
import { frameWords } from "#words/frame.tsx";
import { LiveWhen } from "../live-when.tsx";
import classes from "./freshness.module.css";
import { useFreshness } from "./freshness-now.tsx";

const words = frameWords.freshness;

const signs = { fresh: IconClock, never: IconClock, old: IconAlertTriangle, troubled: IconAlertTriangle };

/** How old the copy is. */
export function Freshness() {
  const line = useFreshness();
  if (!line) {
    return (
      <span className={classes.line} data-state="troubled">
        <IconPlugConnectedX size={16} aria-hidden />
        <span>{words.noDatabase}</span>
      </span>
    );
  }
  const Sign = signs[line.state];
  return (
    <Link href={line.href} className={classes.line} data-state={line.state} title={line.reason} prefetch={false}>
      <Sign size={16} aria-hidden />
      <span>
        {line.asOf
          ? words.asOf(<LiveWhen at={line.asOf.at} words={line.asOf.words} exact={line.asOf.exact} />)
          : words.nothing}
        {line.reason ? <span className={classes.reason}>{words.reason(line.reason)}</span> : null}
      </span>
    </Link>
  );
}
