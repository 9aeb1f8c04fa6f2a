import { exactWords, relativeWords } from "#words/time-words.ts";
import { LiveWhen } from "./live-when.tsx";

/**
 * A moment in words ("4 minutes ago") with the exact time on hover.
 * The server says the words it would say now and the browser starts from those, then counts on: nothing shifts.
 */
export function When({ at, fallback = "–" }: { at: Date | string | null | undefined; fallback?: string }) {
  if (!at) return <span className="quiet">{fallback}</span>;
  const moment = new Date(at);
  return (
    <LiveWhen at={moment.toISOString()} words={relativeWords(moment, { now: new Date() })} exact={exactWords(moment)} />
  );
}
