import { expect, test } from "vitest";
import { stoppedClock } from "../../testing/stopped-clock.ts";
import { rejection } from "../../testing/tenant-graph.ts";
import { createLanes, type Lanes } from "./lanes.ts";

const answer = (status: number, headers: Record<string, string> = {}) => ({ status, headers: new Headers(headers) });

/** Sends as many as may be under way at once, and gives the ways out of their lanes. */
async function fill(lanes: Lanes, { units = 0, tries = 60 } = {}) {
  const ways: (() => void)[] = [];
  const stops = Array.from({ length: tries }, () => new AbortController());
  const entering = stops.map(({ signal }) =>
    lanes.enter({ units, signal }).then(
      (leave) => void ways.push(leave),
      () => {},
    ),
  );
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  for (const stop of stops) stop.abort();
  await Promise.all(entering);
  return ways;
}

test("thirty-two are under way at once, and the next one enters when one leaves", async () => {
  const lanes = createLanes(stoppedClock());
  const ways = await fill(lanes);
  expect(ways).toHaveLength(32);
  let entered = false;
  const waiting = lanes.enter({ units: 0 }).then(() => {
    entered = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(entered).toBe(false);
  ways[0]?.();
  await waiting;
});

test("a refusal halves the lanes once for all that were under way with it, and answers open them again", async () => {
  const clock = stoppedClock();
  const lanes = createLanes(clock);
  const widths: number[] = [];
  const measure = async () => {
    const ways = await fill(lanes);
    widths.push(ways.length);
    for (const leave of ways) leave();
  };
  for (let refused = 0; refused < 9; refused += 1) lanes.heard(answer(429, { "retry-after": "5" }));
  await measure();
  // Sent before the refusal was known.
  for (let good = 0; good < 50; good += 1) lanes.heard(answer(200));
  await measure();
  clock.advance(5_000);
  lanes.heardWithin([answer(200), answer(429)]);
  await measure();
  clock.advance(1_000);
  for (let good = 0; good < 8; good += 1) lanes.heard(answer(200));
  await measure();
  for (let good = 0; good < 600; good += 1) lanes.heard(answer(200));
  await measure();
  expect(widths).toEqual([16, 16, 8, 8, 32]);
});

test("refusals without end leave one lane open", async () => {
  const clock = stoppedClock();
  const lanes = createLanes(clock);
  for (let refused = 0; refused < 20; refused += 1) {
    lanes.heard(answer(503, { "retry-after": "1" }));
    clock.advance(1_000);
  }
  expect(await fill(lanes)).toHaveLength(1);
});

test("in no ten seconds more units are used than the smallest tenant has", async () => {
  const clock = stoppedClock();
  const lanes = createLanes(clock);
  const sent: { at: number; units: number }[] = [];
  const send = async (units: number) => {
    const leave = await lanes.enter({ units });
    sent.push({ at: clock.now().getTime(), units });
    leave();
  };
  lanes.spent(400);
  await clock.runUntil(Promise.all(Array.from({ length: 1_500 }, (_, at) => send((at % 5) + 1))));
  for (const { at } of sent) {
    const within = sent.filter((one) => one.at >= at && one.at < at + 10_000);
    expect(within.reduce((sum, { units }) => sum + units, 0)).toBeLessThanOrEqual(3_150);
  }
  const [first, last] = [sent[0]?.at ?? 0, sent.at(-1)?.at ?? 0];
  expect(last - first).toBeLessThan(((4_500 - 650) / 210) * 1_000 + 100);
});

test("what others send counts, but holds the lanes back for no longer than the quota lasts", async () => {
  const clock = stoppedClock();
  const lanes = createLanes(clock);
  for (let call = 0; call < 1_000; call += 1) lanes.spent(100);
  await clock.runUntil(lanes.enter({ units: 1 }));
  expect(clock.waits).toHaveLength(1);
  expect(clock.waits[0]).toBeLessThan(10_100);
});

test("who is cancelled leaves the lane to the next", async () => {
  const clock = stoppedClock();
  const lanes = createLanes(clock);
  const ways = await fill(lanes, { tries: 32 });
  const stop = new AbortController();
  const cancelled = [1, 2].map(() => rejection(lanes.enter({ units: 0, signal: stop.signal })));
  const waiting = lanes.enter({ units: 0 });
  stop.abort();
  for (const error of await Promise.all(cancelled)) expect(error).toMatchObject({ code: "run-cancelled" });
  ways[0]?.();
  await waiting;
});
