const exactInUtc = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
const dayInUtc = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
const weekdayInUtc = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

const steps = [
  { unit: "minute", seconds: 60, until: 60 * 60 },
  { unit: "hour", seconds: 60 * 60, until: 24 * 60 * 60 },
  { unit: "day", seconds: 24 * 60 * 60, until: 31 * 24 * 60 * 60 },
] as const;

/** "a moment ago", "4 minutes ago", "yesterday", "12 days ago"; beyond a month the day itself: "14 Nov 2026". */
export function relativeWords(at: Date, { now }: { now: Date }): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const distance = Math.abs(seconds);
  if (distance < 45) return "a moment ago";
  // Rounding up to the next unit ("60 minutes ago") reads badly, so the step is chosen by the rounded value.
  const step = steps.find(
    (candidate) => Math.round(distance / candidate.seconds) * candidate.seconds < candidate.until,
  );
  if (!step) return dayInUtc.format(at);
  return relative.format(Math.round(seconds / step.seconds), step.unit);
}

/** "14 Nov 2026, 14:05 UTC": what the server can say without knowing where the reader is. */
export function exactWords(at: Date): string {
  return `${exactInUtc.format(at)} UTC`;
}

/** "14 Nov 2026" */
export function dayWords(at: Date): string {
  return dayInUtc.format(at);
}

/** "Sat 14 Nov": a day of this week. */
export function weekdayWords(at: Date): string {
  return weekdayInUtc.format(at).replace(",", "");
}
