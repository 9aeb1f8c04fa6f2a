import { gzipSync } from "node:zlib";
import type { App } from "./app.ts";

/** Milliseconds from the request to the last byte of the page. */
export type MeasuredPage = { name: string; address: string; cold: number; median: number; p95: number };

const searches = ["quin", "sinead", "O'Quinn", "zhang", "li", "x", "nobody", "senior engineer", "E0001", "伟"];
const choices = [
  "department=Sales",
  "department=Audit+3&department=Legal",
  "country=Liechtenstein",
  "enabled=no",
  "guest=yes",
  "state=removed",
  "withoutSupervisor=yes",
  "q=quin&department=Sales",
];
const orders = ["displayName", "department", "jobTitle", "changedAt"].flatMap((sort) =>
  ["asc", "desc"].map((direction) => `sort=${sort}&direction=${direction}`),
);

function addressesOf({ ids }: App): [name: string, address: string][] {
  const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);
  return [
    ["Overview", "/"],
    ["Users", "/users"],
    ...orders.map((order): [string, string] => ["Users in order", `/users?${order}`]),
    ...searches.map((q): [string, string] => ["Search", `/users?q=${encodeURIComponent(q)}`]),
    ...choices.map((choice): [string, string] => ["Choice", `/users?${choice}`]),
    ["Search everywhere", "/api/search?q=quin"],
    ["Person", `/users/${ids.person}`],
    ["Leader of a ninth of all", `/users/${ids.leader}`],
    ["Everyone below", `/users/${ids.leader}/people`],
    ["As it was", `/users/${ids.person}?on=${yesterday}`],
    ["Supervisors", "/supervisors"],
    ["Supervisors", "/supervisors?q=quin"],
    ["Supervisor", `/supervisors/${ids.supervisor}`],
    ["Chart", "/supervisors/chart"],
    ["Chart", `/supervisors/chart?person=${ids.person}`],
    ["Quality", "/supervisors/quality"],
    ["Groups", "/groups"],
    ["Groups", "/groups?q=quality"],
    ["Group", `/groups/${ids.group}`],
    ["Everybody in a group", `/groups/${ids.group}?members=all`],
    ["Runs", "/runs"],
    ["Run of everybody", "/runs/1"],
    ["Run of everybody", "/runs/1?kind=created&q=quin"],
  ];
}

/** Each page once after a change of the mirror, then all of them in turn, so that none is asked twice in a row. */
export async function measurePages(
  app: App,
  { rounds }: { rounds: number },
): Promise<{ pages: MeasuredPage[]; scriptBytes: number }> {
  const addresses = addressesOf(app);
  // The server's own first steps are nobody's page.
  await time(app, "/runs");
  const cold: number[] = [];
  for (const [, address] of addresses) {
    await app.touch();
    cold.push(await time(app, address));
  }
  const warm = addresses.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, [, address]] of addresses.entries()) {
      const taken = await time(app, address);
      if (round > 0) warm[index]?.push(taken);
    }
  }
  const pages = addresses.map(([name, address], index) => {
    const sorted = (warm[index] ?? []).sort((one, other) => one - other);
    const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
    return { name, address, cold: cold[index] ?? Number.NaN, median: at(0.5), p95: at(0.95) };
  });
  return { pages, scriptBytes: await scriptBytesOf(app) };
}

async function time({ url, cookie }: App, address: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(`${url}${address}`, { headers: { cookie }, redirect: "manual" });
  await response.text();
  if (response.status !== 200) throw new Error(`${address} answered ${response.status}.`);
  return performance.now() - began;
}

/** All JavaScript that the list of users names in its page, gzipped as a server in front of it would. */
async function scriptBytesOf({ url, cookie }: App): Promise<number> {
  const html = await (await fetch(`${url}/users`, { headers: { cookie } })).text();
  // Old browsers alone load what is marked noModule.
  const tags = [...html.matchAll(/<script[^>]*\bsrc="([^"]+\.js[^"]*)"[^>]*>/g)].filter(
    ([tag]) => !/nomodule/i.test(tag),
  );
  const named = [...html.matchAll(/\/_next\/static\/chunks\/[\w./~-]+\.js/g)].map(([path]) => path);
  const old = [...html.matchAll(/<script[^>]*\bsrc="([^"]+)"[^>]*\bnomodule/gi)].map(([, path]) => path);
  const scripts = new Set([...tags.map(([, path]) => path ?? ""), ...named].filter((path) => !old.includes(path)));
  let bytes = 0;
  for (const path of scripts) {
    const script = await (await fetch(`${url}${path}`)).arrayBuffer();
    bytes += gzipSync(Buffer.from(script)).length;
  }
  return bytes;
}
