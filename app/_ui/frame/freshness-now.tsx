"use client";
import { usePathname } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { FreshnessLine } from "./freshness-line.ts";

const everyMinute = 60_000;

const Shown = createContext<FreshnessLine | undefined>(undefined);

/** What is known now; undefined when the database does not answer. */
export function useFreshness(): FreshnessLine | undefined {
  return useContext(Shown);
}

/**
 * Keeps what the frame says of the copy up to date. The layout is rendered once and stays while people move from page
 * to page, so this asks again by itself: on every page, when the window comes back, and every minute.
 */
export function FreshnessNow({ initial, children }: { initial: FreshnessLine | undefined; children: ReactNode }) {
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
  return <Shown value={line}>{children}</Shown>;
}

async function freshnessNow(signal: AbortSignal): Promise<FreshnessLine | undefined> {
  const answer = await fetch("/api/freshness", { signal, cache: "no-store" });
  return answer.ok ? ((await answer.json()) as FreshnessLine) : undefined;
}
