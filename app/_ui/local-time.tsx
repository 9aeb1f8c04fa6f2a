"use client";
import type { ReactNode } from "react";
import { partsWords } from "#words/parts.tsx";
import { dayWords, exactWords, fullWords } from "#words/time-words.ts";
import { useZone } from "./use-zone.ts";

/** A moment where its reader is, as a day or to the minute; `at` is ISO 8601. The exact time is there on hover. */
export function LocalTime({ at, show }: { at: string; show: "day" | "exact" }) {
  const zone = useZone();
  const moment = new Date(at);
  return (
    <time dateTime={at} title={fullWords(moment, { zone })} className="figures">
      {show === "day" ? dayWords(moment, { zone }) : exactWords(moment, { zone })}
    </time>
  );
}

/** Something that says on hover when it was, where its reader is, and why. */
export function TimeOnHover({ at, reason, children }: { at: string; reason?: string; children: ReactNode }) {
  const exact = exactWords(new Date(at), { zone: useZone() });
  return <span title={reason === undefined ? exact : partsWords.removedBecause({ exact, reason })}>{children}</span>;
}
