"use client";
import { IconPlayerPause } from "@tabler/icons-react";
import Link from "next/link";
import { useFreshness } from "./freshness-now.tsx";
import classes from "./schedule-paused.module.css";

/** Says on every page that nothing runs by schedule although it should: a copy that grows old in silence is not trusted. */
export function SchedulePaused() {
  const paused = useFreshness()?.paused;
  // The region is always there: a screen reader announces what appears in one, not one that appears.
  return (
    <div role="status" aria-label="Schedule">
      {paused ? (
        <p className={classes.paused}>
          <IconPlayerPause size={16} aria-hidden className={classes.sign} />
          <span>
            <strong>Schedule paused:</strong> {paused.because}.{" "}
            <Link href={`/runs/${paused.run}`} prefetch={false}>
              Run {paused.run}
            </Link>
            {" · "}
            <Link href="/settings#schedule" prefetch={false}>
              Settings
            </Link>
          </span>
        </p>
      ) : null}
    </div>
  );
}
