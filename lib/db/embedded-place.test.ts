import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startEmbedded, stopEmbedded } from "./embedded.ts";
import { embeddedPlace } from "./embedded-place.ts";

const isRoot = process.getuid?.() === 0;

let parent: string;
let closed: string;
let systemDirectory: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "rollcall-place-"));
  chmodSync(parent, 0o755);
  closed = join(parent, "closed");
  systemDirectory = join(parent, "system");
  mkdirSync(closed, { mode: 0o700 });
});

afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

test("the data directory is made so that another account can pass but not look around", () => {
  const dataDirectory = join(parent, "fresh");
  embeddedPlace({ dataDirectory, dataDirectoryGiven: false, systemDirectory });
  expect(statSync(dataDirectory).mode & 0o777).toBe(0o711);
});

test.runIf(isRoot)(
  "root's database goes elsewhere when the account of PostgreSQL cannot enter the checkout",
  async () => {
    const dataDirectory = join(closed, ".rollcall");
    const place = embeddedPlace({ dataDirectory, dataDirectoryGiven: false, systemDirectory });
    expect(place.directory.startsWith(`${systemDirectory}/`)).toBe(true);
    expect(place.movedFrom).toBe(join(dataDirectory, "postgres"));
    try {
      expect((await startEmbedded(place)).started).toBe(true);
      expect(embeddedPlace({ dataDirectory, dataDirectoryGiven: false, systemDirectory })).toEqual(place);
    } finally {
      await stopEmbedded(place);
    }
  },
);

test.runIf(isRoot)("a data directory that a person named is refused and not replaced", () => {
  expect(() =>
    embeddedPlace({ dataDirectory: join(closed, "data"), dataDirectoryGiven: true, systemDirectory }),
  ).toThrow(/cannot enter .*closed\/data/);
});

test.runIf(isRoot)("root's server runs as the account that owns the database already", () => {
  const dataDirectory = join(parent, "owned");
  mkdirSync(join(dataDirectory, "postgres"), { recursive: true });
  chmodSync(dataDirectory, 0o711);
  const before = embeddedPlace({ dataDirectory, dataDirectoryGiven: false, systemDirectory });
  expect(before.account?.uid).not.toBe(0);
});

test("the demo's server is another one than the real one", () => {
  const options = { dataDirectory: join(parent, "data"), dataDirectoryGiven: false, systemDirectory };
  expect(embeddedPlace({ ...options, name: "demo" }).directory).not.toBe(embeddedPlace(options).directory);
});
