import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { checkoutDirectory } from "#lib/config/checkout.ts";
import { newestRun } from "../fixtures/actions.ts";
import { expect, test } from "../fixtures/test.ts";

type Action = { id: string; name: string; path: string };

/** Every server action of the build, with a page that has it. */
function actionsOfTheBuild(): Action[] {
  const file = join(checkoutDirectory(), ".next", "server", "server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(file, "utf8")) as {
    node: Record<string, { exportedName: string; workers: Record<string, unknown> }>;
  };
  return Object.entries(node).map(([id, { exportedName, workers }]) => {
    const page = Object.keys(workers).find((worker) => worker !== "app/_not-found/page") ?? "app/page";
    const path = page
      .replace(/^app/, "")
      .replace(/\/page$/, "")
      .replace(/\[id\]/, "1");
    return { id, name: exportedName, path: path || "/" };
  });
}

const ofEverybody = ["signOut", "signOutEverywhere"];
const forAdmins = () => actionsOfTheBuild().filter(({ name }) => !ofEverybody.includes(name));

const send = (request: APIRequestContext, { id, path }: Action, headers: Record<string, string>) =>
  request.post(path, {
    headers: { "next-action": id, "content-type": "text/plain;charset=UTF-8", ...headers },
    data: "[]",
    maxRedirects: 0,
  });

test.describe("A reader's cookie", () => {
  test.use({ as: "reader" });

  test("opens no action of an admin, and a page of elsewhere none at all", async ({ request, page, installation }) => {
    const actions = forAdmins();
    expect(actions.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "syncNow",
        "cancel",
        "decideHeld",
        "raiseLimit",
        "applyPlan",
        "saveSetting",
        "getConsent",
      ]),
    );
    const before = await newestRun(page);
    for (const action of actions) {
      const answer = await send(request, action, { origin: installation.url });
      expect(answer.status(), action.name).toBe(403);
    }
    const elsewhere: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      {},
    ];
    for (const headers of elsewhere) {
      for (const action of actionsOfTheBuild()) {
        const claims = { "x-forwarded-host": "evil.example", ...headers };
        expect((await send(request, action, claims)).status(), JSON.stringify(headers)).toBe(403);
      }
    }
    expect(await newestRun(page)).toBe(before);
  });
});
