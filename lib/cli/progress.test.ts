import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { progressLine } from "./progress.ts";

function terminal({ isTTY, columns = 80 }: { isTTY: boolean; columns?: number }) {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  return { written, stream: Object.assign(stream, { isTTY, columns }) as unknown as NodeJS.WriteStream };
}

describe("the progress line", () => {
  test("writes nothing at all off a terminal", () => {
    const { written, stream } = terminal({ isTTY: false });
    const line = progressLine(stream);
    line.show({ phase: "Reading people", done: 1, total: 2 });
    line.clear();
    expect(written).toEqual([]);
  });

  test("says the phase with its number and share, drawn over itself", () => {
    const { written, stream } = terminal({ isTTY: true });
    progressLine(stream).show({ phase: "Reading people", done: 1200, total: 4800 });
    expect(written).toEqual(["\r\u001b[2KReading people: 1,200 of 4,800 (25 %)"]);
  });

  test("never claims more than all, and says no share without a total", () => {
    const { written, stream } = terminal({ isTTY: true });
    const line = progressLine(stream);
    line.show({ phase: "Reading people", done: 12, total: 10 });
    line.show({ phase: "Writing", done: 3 });
    expect(written[0]).toContain("(100 %)");
    expect(written[1]).toMatch(/Writing: 3$/);
  });

  test("draws a new phase at once and the same phase not for every item", () => {
    const { written, stream } = terminal({ isTTY: true });
    const line = progressLine(stream);
    for (let done = 0; done < 1000; done += 1) line.show({ phase: "Reading people", done });
    line.show({ phase: "Writing", done: 0 });
    expect(written.length).toBeLessThan(100);
    expect(written.at(-1)).toContain("Writing");
  });

  test("is cut to the width of the terminal", () => {
    const { written, stream } = terminal({ isTTY: true, columns: 20 });
    progressLine(stream).show({ phase: "Reading the members of the group", done: 1 });
    expect(written[0]?.replace("\r\u001b[2K", "")).toHaveLength(19);
  });

  test("is whole on a terminal that does not say how wide it is", () => {
    const { written, stream } = terminal({ isTTY: true, columns: 0 });
    progressLine(stream).show({ phase: "Reading the members of the group", done: 1 });
    expect(written[0]).toContain("Reading the members of the group: 1");
  });

  test("is taken away, once", () => {
    const { written, stream } = terminal({ isTTY: true });
    const line = progressLine(stream);
    line.show({ phase: "Writing", done: 1 });
    line.clear();
    line.clear();
    expect(written.slice(1)).toEqual(["\r\u001b[2K"]);
  });
});
