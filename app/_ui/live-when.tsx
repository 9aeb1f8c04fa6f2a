"use client";
import { useEffect, useState } from "react";
import { exactWords, fullWords, relativeWords } from "#words/time-words.ts";
import { useZone } from "./use-zone.ts";

const everyHalfMinute = 30_000;

/** `words` and `exact` come from the server and stay until the browser has taken over. */
export function LiveWhen({ at, words, exact }: { at: string; words: string; exact: string }) {
  const zone = useZone();
  const [shown, setShown] = useState({ words, exact, full: exact });
  useEffect(() => {
    const moment = new Date(at);
    const still = { exact: exactWords(moment, { zone }), full: fullWords(moment, { zone }) };
    const tick = () => setShown({ words: relativeWords(moment, { now: new Date(), zone }), ...still });
    tick();
    const timer = setInterval(tick, everyHalfMinute);
    return () => clearInterval(timer);
  }, [at, zone]);
  return (
    <time dateTime={at} title={shown.full} data-exact={shown.exact} className="figures">
      {shown.words}
    </time>
  );
}
