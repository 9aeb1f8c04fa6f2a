import { dayWords, exactWords } from "#words/time-words.ts";

/** A day, with the exact time on hover. */
export function Day({ at }: { at: Date }) {
  return (
    <time dateTime={at.toISOString()} title={exactWords(at)} className="figures">
      {dayWords(at)}
    </time>
  );
}
