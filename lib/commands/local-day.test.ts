import { expect, test } from "vitest";
import { boundsOf, dayAfter, dayOf, knownZone } from "./local-day.ts";

const hours = ({ from, to }: { from: Date; to: Date }) => (to.getTime() - from.getTime()) / 3_600_000;

test("a day is the one of the place", () => {
  const at = new Date("2026-11-20T23:30:00Z");
  expect(dayOf(at, { zone: "UTC" })).toBe("2026-11-20");
  expect(dayOf(at, { zone: "Europe/Berlin" })).toBe("2026-11-21");
  expect(dayOf(at, { zone: "America/New_York" })).toBe("2026-11-20");
  expect(dayOf(at, { zone: "Pacific/Kiritimati" })).toBe("2026-11-21");
  expect(dayAfter("2026-12-31")).toBe("2027-01-01");
  expect(dayAfter("2026-03-01", -1)).toBe("2026-02-28");
});

test("a day is as long as its clocks make it", () => {
  expect(boundsOf("2026-11-20", { zone: "Asia/Kolkata" }).from.toISOString()).toBe("2026-11-19T18:30:00.000Z");
  expect(hours(boundsOf("2026-11-20", { zone: "Europe/Berlin" }))).toBe(24);
  expect(hours(boundsOf("2026-03-29", { zone: "Europe/Berlin" }))).toBe(23);
  expect(hours(boundsOf("2026-10-25", { zone: "Europe/Berlin" }))).toBe(25);
});

test("every moment of a year is within the day that it is in, in zones of every kind", () => {
  for (const zone of ["UTC", "America/St_Johns", "Pacific/Chatham", "Australia/Lord_Howe", "Africa/Cairo"]) {
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 31 * 3_600_000) {
      const { from, to } = boundsOf(dayOf(new Date(at), { zone }), { zone });
      expect(from.getTime() <= at && at < to.getTime(), `${new Date(at).toISOString()} in ${zone}`).toBe(true);
    }
  }
});

test("what is no time zone is UTC", () => {
  for (const name of [undefined, "", "Atlantis/Capital", "'; DROP TABLE", "../etc/passwd"]) {
    expect(knownZone(name)).toBe("UTC");
  }
  expect(knownZone("Europe/Berlin")).toBe("Europe/Berlin");
});
