import { afterAll, beforeAll, expect, test } from "vitest";
import { createContext } from "../context.ts";
import { openDatabase } from "../db/database.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { spendAllowance, takeAllowance } from "./rate-limit.ts";

let here: TestContext;
beforeAll(async () => {
  here = await testContext();
});
afterAll(() => here.close());

/** Another instance of the product on the same database. */
function otherInstance() {
  const db = openDatabase({ url: here.context.db.url, applicationName: "another instance" });
  return createContext({ ...here.context, db });
}

test("whoever asks too often is told how long to wait, by every instance, and nobody else is", async () => {
  const other = otherInstance();
  const consent = (who: string) => ({ what: "consent", who }) as const;
  for (let time = 0; time < 30; time++) {
    expect(await takeAllowance(time % 2 === 0 ? here.context : other, consent("ada"))).toBeUndefined();
  }
  for (const context of [here.context, other]) {
    expect(await takeAllowance(context, consent("ada"))).toBeGreaterThan(0);
    await expect(spendAllowance(context, consent("ada"))).rejects.toMatchObject({
      code: "rate-limited",
      retryAfter: expect.any(Number),
    });
  }
  expect(await takeAllowance(other, consent("bo"))).toBeUndefined();
  expect(await takeAllowance(other, { what: "export", who: "ada" })).toBeUndefined();
  await other.db.close();
});

test("without a database a process counts for itself, so that its absence neither opens nor shuts the door", async () => {
  const cut = otherInstance();
  await cut.db.close();
  const ask = () => takeAllowance(cut, { what: "sign-in", who: "203.0.113.9" });
  for (let time = 0; time < 120; time++) expect(await ask()).toBeUndefined();
  expect(await ask()).toBeGreaterThan(0);
});
