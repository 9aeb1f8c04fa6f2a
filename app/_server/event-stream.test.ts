import { expect, test } from "vitest";
import { eventStream } from "./event-stream.ts";

test("every value is one event, and the stream ends with the values", async () => {
  async function* values() {
    yield { step: 1 };
    yield { text: "two\nlines" };
  }
  const response = eventStream(values());
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(await response.text()).toBe('data: {"step":1}\n\ndata: {"text":"two\\nlines"}\n\n');
});

test("a reader who leaves ends the values, so that what they hold is released", async () => {
  let released = false;
  async function* endless() {
    try {
      for (let step = 0; ; step++) yield { step };
    } finally {
      released = true;
    }
  }
  const reader = eventStream(endless()).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(released).toBe(true);
});

test("a fault on the way breaks the stream, so that the browser connects again", async () => {
  async function* failing() {
    yield { step: 1 };
    throw new Error("the database went away");
  }
  await expect(eventStream(failing()).text()).rejects.toThrow("the database went away");
});
