/** An IANA time zone that this process knows ("Europe/Berlin"), or UTC: what a browser says of itself may be anything. */
export function knownZone(name: string | undefined): string {
  if (!name) return "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

/** The day that a moment is in somewhere, as "2026-11-20". */
export function dayOf(at: Date, { zone }: { zone: string }): string {
  return wallClock(at, zone).toISOString().slice(0, 10);
}

/** The day some days after another one, or before it. */
export function dayAfter(day: string, days = 1): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** When a day begins somewhere and when it ends: not always 24 hours later. Where clocks skip midnight it begins after. */
export function boundsOf(day: string, { zone }: { zone: string }): { from: Date; to: Date } {
  return { from: midnightOf(day, zone), to: midnightOf(dayAfter(day), zone) };
}

function midnightOf(day: string, zone: string): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  const offset = (at: number) => wallClock(new Date(at), zone).getTime() - at;
  // The second look is at the offset of the moment itself, which is another one where clocks change on that day.
  const near = wanted - offset(wanted);
  return new Date(wanted - offset(near));
}

/** What a clock on the wall shows, as if it stood in UTC. */
function wallClock(at: Date, zone: string): Date {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day, hour, minute, second } = parts;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

// Making one takes longer than the rest together, and there are a few hundred zones at most.
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const numeric = "numeric" as const;
  const date = { calendar: "gregory", year: numeric, month: numeric, day: numeric };
  const time = { hourCycle: "h23" as const, hour: numeric, minute: numeric, second: numeric };
  const clock = new Intl.DateTimeFormat("en", { timeZone: zone, ...date, ...time });
  clocks.set(zone, clock);
  return clock;
}
