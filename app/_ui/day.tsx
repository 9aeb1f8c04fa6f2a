import { LocalTime } from "./local-time.tsx";

/** The day of a moment where its reader is, with the exact time on hover. */
export function Day({ at }: { at: Date }) {
  return <LocalTime at={at.toISOString()} show="day" />;
}
