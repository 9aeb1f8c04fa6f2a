"use client";
import { useEffect, useState } from "react";
import { relativeWords } from "#words/time-words.ts";

const everyHalfMinute = 30_000;
const exactHere = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

/** `words` and `exact` come from the server and stay until the browser has taken over. */
export function LiveWhen({ at, words, exact }: { at: string; words: string; exact: string }) {
  const [shown, setShown] = useState({ words, exact });
  useEffect(() => {
    const moment = new Date(at);
    const tick = () => setShown({ words: relativeWords(moment, { now: new Date() }), exact: exactHere.format(moment) });
    tick();
    const timer = setInterval(tick, everyHalfMinute);
    return () => clearInterval(timer);
  }, [at]);
  return (
    <time dateTime={at} title={shown.exact} className="figures">
      {shown.words}
    </time>
  );
}
