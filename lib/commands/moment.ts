/** A past moment that somebody asked for. */
export type Moment = {
  at: Date;
  /** Whether a day was asked for and not a time of it: then `at` is the day's end, and now for a day not over yet. */
  isDay: boolean;
};

export type MomentReading = ({ state: "read" } & Moment) | { state: "refused"; sentence: string };

const day = /^(\d{4})-(\d{2})-(\d{2})$/;
const clock = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?$/;
// A plus sign that was not encoded arrives from an address as a space.
const zone = /(?:Z|([+ -])(\d{2}):?(\d{2}))$/i;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Somewhere it is already tomorrow: that day is not refused as one that is still to come. */
const farthestEastMs = 14 * 60 * minuteMs;

/**
 * Reads the moment of "as it was on": a day (`2026-11-20`, meaning its end), or a time of it (`2026-11-20T14:05`, with
 * seconds and `Z` or an offset if wanted). Without an offset times are UTC, as everywhere the server says a time.
 *
 * @param options.time a time beside the day (`14:05`), as a form with two fields sends it
 */
export function readMoment(text: string, { time, now }: { time?: string; now: Date }): MomentReading {
  const said = time === undefined ? text.trim() : `${text.trim()}T${time.trim()}`;
  const [date = "", ...rest] = said.split(/[T ]/i);
  const midnight = midnightOf(date);
  if (midnight === undefined) return refused(said);
  if (rest.length === 0) {
    if (midnight - farthestEastMs > now.getTime()) return toCome(said);
    return { state: "read", isDay: true, at: new Date(Math.min(midnight + dayMs - 1, now.getTime())) };
  }
  const ofDay = timeOf(said.slice(date.length + 1));
  if (ofDay === undefined) return refused(said);
  const at = new Date(midnight + ofDay);
  if (at > now) return toCome(said);
  return { state: "read", isDay: false, at };
}

/** Milliseconds of a day that is in the calendar: JavaScript itself would make 2 March of 30 February. */
function midnightOf(text: string): number | undefined {
  if (!day.test(text)) return undefined;
  const midnight = Date.parse(`${text}T00:00:00.000Z`);
  if (Number.isNaN(midnight)) return undefined;
  return new Date(midnight).toISOString().startsWith(text) ? midnight : undefined;
}

/** Milliseconds after midnight UTC, of a time with or without an offset. */
function timeOf(text: string): number | undefined {
  const [, sign, hoursOff = "0", minutesOff = "0"] = zone.exec(text) ?? [];
  const [, hours, minutes, seconds = "0", fraction = "0"] = clock.exec(text.replace(zone, "").trim()) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  if (Number(hoursOff) > 14 || Number(minutesOff) > 59) return undefined;
  const ahead = (Number(hoursOff) * 60 + Number(minutesOff)) * minuteMs * (sign === "-" ? -1 : 1);
  const milliseconds = Number(seconds) * 1_000 + Number(fraction.padEnd(3, "0"));
  return (Number(hours) * 60 + Number(minutes)) * minuteMs + milliseconds - ahead;
}

function refused(said: string): MomentReading {
  const shown = said.length > 40 ? `${said.slice(0, 40)}…` : said;
  return {
    state: "refused",
    sentence: `"${shown}" is no date. Write a day as 2026-11-20, or a time of it in UTC as 2026-11-20T14:05.`,
  };
}

function toCome(said: string): MomentReading {
  return { state: "refused", sentence: `${said} is still to come: the copy knows what was, and what is now.` };
}
