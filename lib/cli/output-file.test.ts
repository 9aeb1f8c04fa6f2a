import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeFileWhole } from "./output-file.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rollcall-output-"));
});

afterEach(() => rm(folder, { recursive: true }));

async function* chunks(...texts: string[]) {
  yield* texts;
}

async function* breaksAfter(text: string) {
  yield text;
  throw new Error("the source broke");
}

describe("a file that is written whole", () => {
  test("has everything, and leaves nothing beside it", async () => {
    const path = join(folder, "users.csv");
    await writeFileWhole(path, chunks("id\r\n", "é1\r\n"));
    expect(await readFile(path, "utf8")).toBe("id\r\né1\r\n");
    expect(await readdir(folder)).toEqual(["users.csv"]);
  });

  test("keeps the earlier file and its rights when the source breaks half-way", async () => {
    const path = join(folder, "users.csv");
    await writeFile(path, "yesterday");
    await expect(writeFileWhole(path, breaksAfter("half"))).rejects.toThrow("the source broke");
    expect(await readFile(path, "utf8")).toBe("yesterday");
    expect(await readdir(folder)).toEqual(["users.csv"]);
  });

  test("does not appear at all when the first attempt breaks", async () => {
    await expect(writeFileWhole(join(folder, "users.csv"), breaksAfter("half"))).rejects.toThrow("the source broke");
    expect(await readdir(folder)).toEqual([]);
  });

  test("keeps the rights of the file it replaces", async () => {
    const path = join(folder, "users.csv");
    await writeFile(path, "yesterday");
    await chmod(path, 0o600);
    await writeFileWhole(path, chunks("today"));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, "utf8")).toBe("today");
  });

  test("goes where a symbolic link points and leaves the link", async () => {
    await writeFile(join(folder, "real.csv"), "yesterday");
    await symlink(join(folder, "real.csv"), join(folder, "link.csv"));
    await writeFileWhole(join(folder, "link.csv"), chunks("today"));
    expect(await readFile(join(folder, "real.csv"), "utf8")).toBe("today");
    expect((await readdir(folder)).sort()).toEqual(["link.csv", "real.csv"]);
  });

  test("refuses a directory and a folder that is missing, before anything is read", async () => {
    await mkdir(join(folder, "there"));
    let read = false;
    const source = (async function* () {
      read = true;
      yield "x";
    })();
    await expect(writeFileWhole(join(folder, "there"), source)).rejects.toMatchObject({ code: "bad-input" });
    await expect(writeFileWhole(join(folder, "missing", "u.csv"), source)).rejects.toMatchObject({ code: "bad-input" });
    expect(read).toBe(false);
  });

  test("writes a device directly instead of replacing it", async () => {
    await writeFileWhole("/dev/null", chunks("gone"));
    expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
  });

  test("says that the device is full", async () => {
    await expect(writeFileWhole("/dev/full", chunks("too much"))).rejects.toThrow("no space is left");
  });

  test("is given up without a trace when it is stopped", async () => {
    const stop = new AbortController();
    const source = (async function* () {
      yield "one";
      stop.abort();
      yield "two";
    })();
    const writing = writeFileWhole(join(folder, "users.csv"), source, { signal: stop.signal });
    await expect(writing).rejects.toMatchObject({ code: "run-cancelled" });
    expect(await readdir(folder)).toEqual([]);
  });
});
