import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, expectTypeOf, test } from "vitest";
import type { Admin, Viewer } from "#lib/auth/viewer.ts";
import type { approveRun } from "#lib/commands/held-removals.ts";
import type { changeSetting } from "#lib/commands/settings.ts";
import type { queueSync } from "#lib/commands/sync.ts";
import { checkoutDirectory } from "#lib/config/checkout.ts";
import type { ActingContext, Context } from "#lib/context.ts";
import type { ContextFor } from "./context.ts";

const root = checkoutDirectory();

/** What visitors may have, each with the reason. */
const openToVisitors: Record<string, string> = {
  "app/sign-in/page.tsx": "the way in",
  "app/api/auth/[...nextauth]/route.ts": "the way in",
  "app/api/health/route.ts": "says ready or not, and nothing of the directory",
};

const gates = {
  // appContext asks requireViewer before it gives anything.
  "page.tsx": /\bawait (requireViewer|requireAdmin|appContext)\(\)/,
  "route.ts": /\b(viewerOf|adminOf|currentViewer|exportRoute|apiRoute|apiListRoute|programOf)\(/,
};

const files = readdirSync(join(root, "app"), { recursive: true, encoding: "utf8" }).map((path) => `app/${path}`);
const named = (name: string) => files.filter((path) => path.endsWith(`/${name}`));
const textOf = (path: string) => readFileSync(join(root, path), "utf8");

test.each(Object.entries(gates))("every %s goes through a gate", (name, gate) => {
  expect(named(name).length).toBeGreaterThan(3);
  const without = named(name).filter((path) => !(path in openToVisitors) && !gate.test(textOf(path)));
  expect(without).toEqual([]);
});

test("what is open to visitors is there: a file that was renamed does not stay on the list", () => {
  expect([...named("page.tsx"), ...named("route.ts")]).toEqual(expect.arrayContaining(Object.keys(openToVisitors)));
});

test("nothing is sent before a page's gate has answered, so a refusal has its status", () => {
  expect(named("loading.tsx")).toEqual([]);
});

/** The exported functions of a file, each with its text. */
function functionsOf(text: string): { name: string; body: string }[] {
  const parts = text.split(/^export (?=async function|function|const)/m).slice(1);
  return parts.map((body) => ({ name: /(?:function|const) (\w+)/.exec(body)?.[1] ?? "?", body }));
}

/** Whoever holds a session may end it. */
const ofEverybody = ["signOut", "signOutEverywhere"];

test("every server action goes through act and its gate first", () => {
  const withActions = files.filter((path) => /\.tsx?$/.test(path) && /^\s*"use server"/m.test(textOf(path)));
  expect(withActions.length).toBeGreaterThan(2);
  const actions = withActions.flatMap((path) => functionsOf(textOf(path)).map((action) => ({ path, ...action })));
  expect(actions.length).toBeGreaterThan(6);
  const without = actions
    .filter(({ name }) => !ofEverybody.includes(name))
    .filter(
      ({ body }) =>
        !/\bact\(\{\s*gate: require(Admin|Viewer),|^.*\n {2}const viewer = await requireAdmin\(\);/.test(body),
    )
    .map(({ path, name }) => `${path}: ${name}`);
  expect(without).toEqual([]);
});

test("a handler that changes something is for admins, and a GET changes nothing", () => {
  const changing = named("route.ts")
    .filter((path) => !(path in openToVisitors))
    .filter((path) =>
      /export (async )?function (POST|PUT|PATCH|DELETE)\b|as (POST|PUT|PATCH|DELETE)\b/.test(textOf(path)),
    );
  expect(changing.filter((path) => !/\badminOf\(/.test(textOf(path)))).toEqual([]);
});

test("what changes things cannot be called with what a reader is given", () => {
  expectTypeOf<ContextFor<Viewer>>().toEqualTypeOf<Context>();
  expectTypeOf<ContextFor<Admin>>().toEqualTypeOf<ActingContext>();
  expectTypeOf<Context>().not.toExtend<ActingContext>();
  expectTypeOf<Parameters<typeof queueSync>[0]>().toEqualTypeOf<ActingContext>();
  expectTypeOf<Parameters<typeof approveRun>[0]>().toEqualTypeOf<ActingContext>();
  expectTypeOf<Parameters<typeof changeSetting>[0]>().toEqualTypeOf<ActingContext>();
});
