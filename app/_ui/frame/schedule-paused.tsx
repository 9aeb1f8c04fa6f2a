"use client";
import { IconPlayerPause } from "@tabler/icons-react";
import Link from "next/link";
import { frameWords } from "#words/frame.tsx";
import { useFreshness } from "./freshness-now.tsx";
import classes from "./schedule-paused.module.css";

const words = frameWords.paused;

/** Says on every page that nothing runs by schedule although it should: a copy that grows old in silence is not trusted. */
export function SchedulePaused() {
  const paused = useFreshness()?.paused;
  // The region is always there: a screen reader announces what appears in one, not one that appears.
  return (
    <div role="status" aria-label={words.label}>
      {paused ? (
        <p className={classes.paused}>
          <IconPlayerPause size={16} aria-hidden className={classes.sign} />
          <span>
            {words.text({
              because: paused.because,
              run: (
                <Link href={`/runs/${paused.run}`} prefetch={false}>
                  {words.run(paused.run)}
                </Link>
              ),
              settings: (
                <Link href="/settings#schedule" prefetch={false}>
                  {words.settings}
                </Link>
              ),
            })}
          </span>
        </p>
      ) : null}
    </div>
  );
}
