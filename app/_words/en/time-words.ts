const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

const steps = [
  { unit: "minute", seconds: 60, until: 60 * 60 },
  { unit: "hour", seconds: 60 * 60, until: 24 * 60 * 60 },
  { unit: "day", seconds: 24 * 60 * 60, until: 31 * 24 * 60 * 60 },
] as const;

/** "a moment ago", "4 minutes ago", "yesterday", "12 days ago"; beyond a month the day itself: "14 Nov 2026". */
export function relativeWords(at: Date, { now, zone }: { now: Date; zone?: string }): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const distance = Math.abs(seconds);
  if (distance < 45) return "a moment ago";
  // Rounding up to the next unit ("60 minutes ago") reads badly, so the step is chosen by the rounded value.
  const step = steps.find(
    (candidate) => Math.round(distance / candidate.seconds) * candidate.seconds < candidate.until,
  );
  if (!step) return dayWords(at, { zone });
  return relative.format(Math.round(seconds / step.seconds), step.unit);
}

/** "14 Nov 2026, 14:05 UTC"; without a zone it is what the server can say without knowing where the reader is. */
export function exactWords(at: Date, { zone = "UTC" }: { zone?: string } = {}): string {
  const words = formatOf(zone, { dateStyle: "medium", timeStyle: "short" }).format(at);
  return `${words} ${zoneWords(at, zone)}`;
}

/** "Saturday 14 November 2026 at 14:05:09 UTC": for who asks when exactly. */
export function fullWords(at: Date, { zone }: { zone: string }): string {
  return formatOf(zone, { dateStyle: "full", timeStyle: "long" }).format(at);
}

/** "14 Nov 2026" */
export function dayWords(at: Date, { zone = "UTC" }: { zone?: string } = {}): string {
  return formatOf(zone, { dateStyle: "medium" }).format(at);
}

/** "Sat 14 Nov": a day of this week, as "2026-11-14". */
export function weekdayWords(day: string): string {
  const options = { weekday: "short", day: "numeric", month: "short" } as const;
  return formatOf("UTC", options).format(new Date(day)).replace(",", "");
}

/** "UTC", "Europe/Berlin" → "Europe/Berlin time": what days are of. */
export function placeWords(zone: string): string {
  return zone === "UTC" ? zone : `${zone.replaceAll("_", " ")} time`;
}

/** "CET", "GMT+5:30": the name of the zone at that moment. */
function zoneWords(at: Date, zone: string): string {
  const parts = formatOf(zone, { timeZoneName: "short" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

const formats = new Map<string, Intl.DateTimeFormat>();

// Making one takes longer than using it, and a list uses it a hundred times.
function formatOf(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([zone, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
  formats.set(key, format);
  return format;
}
