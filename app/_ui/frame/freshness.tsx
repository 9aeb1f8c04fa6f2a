"use client";
import { IconAlertTriangle, IconClock, IconPlugConnectedX } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { LiveWhen } from "../live-when.tsx";
import classes from "./freshness.module.css";
import type { FreshnessLine } from "./freshness-line.ts";

const everyMinute = 60_000;
const signs = { fresh: IconClock, never: IconClock, old: IconAlertTriangle, troubled: IconAlertTriangle };

/**
 * How old the copy is. The layout is rendered once and stays while people move from page to page, so this asks again
 * by itself: on every page, when the window comes back, and every minute.
 */
export function Freshness({ initial }: { initial: FreshnessLine | undefined }) {
  const [line, setLine] = useState(initial);
  const pathname = usePathname();
  // A refresh of the page (a run just ended) renders the layout anew and knows better.
  useEffect(() => setLine(initial), [initial]);
  useEffect(() => {
    const stop = new AbortController();
    const ask = async () => {
      if (document.hidden) return;
      setLine(await freshnessNow(stop.signal));
    };
    // A page that is left answers by aborting; there is nobody to tell.
    const askQuietly = () => void ask().catch(() => {});
    const timer = setInterval(askQuietly, everyMinute);
    document.addEventListener("visibilitychange", askQuietly);
    if (pathname) askQuietly();
    return () => {
      stop.abort();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", askQuietly);
    };
  }, [pathname]);
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

async function freshnessNow(signal: AbortSignal): Promise<FreshnessLine | undefined> {
  const answer = await fetch("/api/freshness", { signal, cache: "no-store" });
  return answer.ok ? ((await answer.json()) as FreshnessLine) : undefined;
}
