/**
 * Milliseconds that a `Retry-After` asks to wait: whole or fractional seconds (Graph documents `2.128`) or an HTTP date.
 * A date is counted from the answer's own `Date`, so that a wrong local clock does no harm. Undefined when it is
 * absent, empty or neither (an empty one has been seen under heavy throttling).
 */
export function retryAfter(headers: Headers, { now }: { now: Date }): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1_000);
  // Date.parse alone takes "-5" for a date.
  const until = /^[A-Z][a-z]+,? .*\d\d:\d\d:\d\d/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(until)) return undefined;
  const answered = Date.parse(headers.get("date") ?? "");
  return Math.max(0, until - (Number.isNaN(answered) ? now.getTime() : answered));
}
