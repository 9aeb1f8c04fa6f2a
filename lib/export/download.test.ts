import { expect, test } from "vitest";
import { downloadResponse } from "./download.ts";

/** Text without end, that says when it was ended. */
function endless() {
  const state = { made: 0, ended: false };
  async function* chunks() {
    try {
      for (;;) yield `${state.made++};${"x".repeat(1000)}`;
    } finally {
      state.ended = true;
    }
  }
  return { state, chunks: chunks() };
}

async function* words(...texts: string[]) {
  yield* texts;
}

test("a download is the text, as a file that no cache keeps", async () => {
  const response = await downloadResponse({ chunks: words("a,é\r\n", "1,2\r\n"), fileName: "people.csv" });
  expect(await response.text()).toBe("a,é\r\n1,2\r\n");
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="people.csv"');
  expect(response.headers.get("cache-control")).toBe("private, no-store");
});

test("a download without any text is an empty file", async () => {
  const response = await downloadResponse({ chunks: words(), fileName: "people.csv" });
  expect(await response.text()).toBe("");
});

test("text is made no faster than it is read", async () => {
  const { state, chunks } = endless();
  const response = await downloadResponse({ chunks, fileName: "people.csv" });
  const reader = response.body?.getReader();
  await reader?.read();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(state.made).toBeLessThan(5);
  await reader?.cancel();
});

test("a reader who goes ends the text", async () => {
  const { state, chunks } = endless();
  const reader = (await downloadResponse({ chunks, fileName: "people.csv" })).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(state.ended).toBe(true);
});

test("a reader who stalls ends the text after a while, and learns that it is not whole", async () => {
  const { state, chunks } = endless();
  const response = await downloadResponse({ chunks, fileName: "people.csv", patience: 0.02 });
  const reader = response.body?.getReader();
  await expect.poll(() => state.ended).toBe(true);
  const rest = async () => {
    for (;;) if ((await reader?.read())?.done) return "whole";
  };
  await expect(rest()).rejects.toThrow(/given up/);
});

test("a failure before the first piece is an error and no file", async () => {
  // biome-ignore lint/correctness/useYield: it fails before it has anything to give
  async function* failing(): AsyncGenerator<string> {
    throw new Error("The database is away.");
  }
  await expect(downloadResponse({ chunks: failing(), fileName: "people.csv" })).rejects.toThrow("away");
});

test("a failure in the middle breaks the file off", async () => {
  async function* breaking() {
    yield "a\r\n";
    throw new Error("The connection broke.");
  }
  const response = await downloadResponse({ chunks: breaking(), fileName: "people.csv" });
  await expect(response.text()).rejects.toThrow("broke");
});
