import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";

const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const source = new URL("./interrupt.ts", import.meta.url).href;

/** Work that tidies up when it is stopped, unless it is stubborn. */
const program = (stubborn: boolean) => `
  const { interruptible } = await import(${JSON.stringify(source)});
  const forever = setInterval(() => {}, 1000);
  await interruptible((signal) => new Promise((settle) => {
    console.log("working");
    signal.addEventListener("abort", () => { console.log("stopping"); if (!${stubborn}) settle(); });
  }));
  clearInterval(forever);
  console.log("tidy");
`;

async function start({ stubborn }: { stubborn: boolean }) {
  const child = spawn(process.execPath, ["--import", tsx, "--input-type=module", "-e", program(stubborn)]);
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  const ended = once(child, "close");
  await expect.poll(() => text, { timeout: 20_000 }).toContain("working");
  return { child, ended, said: () => text, stopping: () => expect.poll(() => text).toContain("stopping") };
}

describe("work that can be interrupted", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("ends in order on the first %s", async (signal) => {
    const { child, ended, said } = await start({ stubborn: false });
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
    expect(said()).toContain("tidy");
  });

  test("is killed by the second Ctrl-C, but not by the echo of the first", async () => {
    const { child, ended, stopping } = await start({ stubborn: true });
    child.kill("SIGINT");
    await stopping();
    // npm hands the terminal's signal on to a child that has it already.
    child.kill("SIGINT");
    await pause(700);
    expect(child.exitCode ?? child.signalCode).toBeNull();
    child.kill("SIGINT");
    expect(await ended).toEqual([null, "SIGINT"]);
  });
});
