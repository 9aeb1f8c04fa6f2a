import fc from "fast-check";
import { expect, test } from "vitest";
import type { Tenant } from "../tenant.ts";
import type { GraphCaller, GraphItem } from "../testing/graph-caller.ts";
import { signedIn } from "../testing/graph-caller.ts";

const usersQuery = "/users/delta?$select=displayName,jobTitle,accountEnabled,manager";
const groupsQuery = "/groups/delta?$select=displayName,members";

type Round = { items: GraphItem[]; deltaLink: string; pages: number };

/** Reads one round to its delta link; `between` runs after every page, as the directory does not stand still meanwhile. */
async function readRound(
  graph: GraphCaller,
  start: string,
  { headers = {}, between = () => {} }: { headers?: Record<string, string>; between?: () => void } = {},
): Promise<Round> {
  const items: GraphItem[] = [];
  for (let at = start, pages = 1; ; pages += 1) {
    const { status, body } = await graph.get(at, { headers });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    items.push(...(body.value ?? []));
    between();
    const deltaLink = body["@odata.deltaLink"];
    if (deltaLink) return { items, deltaLink, pages };
    at = String(body["@odata.nextLink"]);
  }
}

const links = (item: GraphItem, relationship: string) =>
  (item[`${relationship}@delta`] ?? []) as (GraphItem & { "@removed"?: unknown })[];

test("a first round shows everybody once over several pages, with supervisors, and ends in a delta link", async () => {
  const { tenant, graph } = await signedIn({ deltaPageLimit: 70 });
  const { items, pages } = await readRound(graph, usersQuery);
  expect(pages).toBe(5);
  expect(items.map(({ id }) => id)).toEqual([...tenant.users.all()].map(({ id }) => id));
  for (const item of items) expect(links(item, "manager").at(0)?.id).toBe(tenant.users.supervisorOf(item.id));
});

test("a round after no change is empty and has a new delta link", async () => {
  const { graph } = await signedIn({ people: 20 });
  const first = await readRound(graph, usersQuery);
  expect(await readRound(graph, first.deltaLink)).toMatchObject({ items: [], pages: 1 });
});

test("an emptied property is null, one that never had a value is absent, an unchanged supervisor is not repeated", async () => {
  const { tenant, graph } = await signedIn({ people: 40 });
  const person = tenant.addUser({ displayName: "Cleo Blank", jobTitle: "Analyst" });
  tenant.setManager(person.id, String([...tenant.users.all()][0]?.id));
  const { deltaLink, items } = await readRound(graph, usersQuery);
  expect(items.at(-1)).toHaveProperty(["manager@delta", 0]);
  tenant.updateUser(person.id, { jobTitle: null, department: "Untracked" });
  const { items: changed, deltaLink: next } = await readRound(graph, deltaLink);
  expect(changed).toEqual([{ id: person.id, displayName: "Cleo Blank", accountEnabled: true, jobTitle: null }]);
  tenant.updateUser(person.id, { accountEnabled: false });
  expect((await readRound(graph, next, { headers: { prefer: "return=minimal" } })).items).toEqual([
    { id: person.id, accountEnabled: false },
  ]);
});

test("a change of a property that is not selected does not surface", async () => {
  const { tenant, graph } = await signedIn({ people: 20 });
  const { deltaLink } = await readRound(graph, usersQuery);
  tenant.updateUser("ada.quill@contoso.example", { city: "Elsewhere" });
  expect((await readRound(graph, deltaLink)).items).toEqual([]);
});

test("a replaced supervisor is told as an ended link and a new one, a cleared one as an ended link", async () => {
  const { tenant, graph } = await signedIn({ people: 30 });
  const [chief, ada, bo] = [...tenant.users.all()].map(({ id }) => id) as [string, string, string];
  const { deltaLink } = await readRound(graph, usersQuery);
  tenant.setManager(ada, bo);
  const changed = await readRound(graph, deltaLink);
  const type = "#microsoft.graph.user";
  expect(changed.items.map((item) => links(item, "manager"))).toEqual([
    [
      { "@odata.type": type, id: chief, "@removed": { reason: "deleted" } },
      { "@odata.type": type, id: bo },
    ],
  ]);
  tenant.clearManager(ada);
  const cleared = await readRound(graph, changed.deltaLink);
  expect(cleared.items.map((item) => links(item, "manager"))).toEqual([
    [{ "@odata.type": type, id: bo, "@removed": { reason: "deleted" } }],
  ]);
});

test("a deleted user is removed as changed, a restored one is plain again, a purged one is removed as deleted", async () => {
  const { tenant, graph } = await signedIn({ people: 30 });
  const { id } = tenant.addUser({ displayName: "Lea Gone" });
  let { deltaLink } = await readRound(graph, usersQuery);
  const next = async () => {
    const round = await readRound(graph, deltaLink);
    deltaLink = round.deltaLink;
    return round.items.filter((item) => item.id === id);
  };
  tenant.deleteUser(id);
  expect(await next()).toEqual([{ id, "@removed": { reason: "changed" } }]);
  tenant.restoreUser(id);
  expect(await next()).toEqual([{ id, displayName: "Lea Gone", accountEnabled: true }]);
  tenant.purgeUser(id);
  expect(await next()).toEqual([{ id, "@removed": { reason: "deleted" } }]);
});

test("members of a large group come in slices, the same group on page after page", async () => {
  const { tenant, graph } = await signedIn({ people: 200, deltaPageLimit: 25 });
  const group = tenant.addGroup({ displayName: "Sliced" });
  const ids = [...tenant.users.all()].slice(0, 90).map(({ id }) => id);
  for (const id of ids) tenant.addMember(group.id, id);
  const { items, pages } = await readRound(graph, `${groupsQuery}&$filter=id eq '${group.id}'`);
  expect(pages).toBe(4);
  expect(items.map(({ id, displayName }) => [id, displayName])).toEqual(Array(4).fill([group.id, "Sliced"]));
  expect(items.flatMap((item) => links(item, "members").map(({ id }) => id))).toEqual(ids);
});

test("memberships that end are told as ended; a soft-deleted member is not, until it is purged", async () => {
  const { tenant, graph } = await signedIn({ people: 30 });
  const group = tenant.addGroup({ displayName: "Crew" });
  const [first, second] = [...tenant.users.all()].map(({ id }) => id) as [string, string];
  for (const id of [first, second]) tenant.addMember(group.id, id);
  let { deltaLink } = await readRound(graph, `${groupsQuery}&$filter=id eq '${group.id}'`);
  const next = async () => {
    const round = await readRound(graph, deltaLink);
    deltaLink = round.deltaLink;
    return round.items.flatMap((item) => links(item, "members"));
  };
  tenant.removeMember(group.id, first);
  expect(await next()).toEqual([
    { "@odata.type": "#microsoft.graph.user", id: first, "@removed": { reason: "deleted" } },
  ]);
  tenant.deleteUser(second);
  expect(await next()).toEqual([]);
  tenant.purgeUser(second);
  expect(await next()).toEqual([
    { "@odata.type": "#microsoft.graph.user", id: second, "@removed": { reason: "deleted" } },
  ]);
});

test("a deleted Microsoft 365 group can come back (changed), a security group cannot (deleted)", async () => {
  const { tenant, graph } = await signedIn({ people: 10 });
  const unified = tenant.addGroup({ displayName: "Chatter", groupTypes: ["Unified"] });
  const security = tenant.addGroup({ displayName: "Doors" });
  const { deltaLink } = await readRound(graph, groupsQuery);
  tenant.deleteGroup(unified.id);
  tenant.deleteGroup(security.id);
  expect((await readRound(graph, deltaLink)).items).toEqual([
    { id: unified.id, "@removed": { reason: "changed" } },
    { id: security.id, "@removed": { reason: "deleted" } },
  ]);
});

test("$deltatoken=latest starts from now with nothing to read", async () => {
  const { tenant, graph } = await signedIn({ people: 10 });
  const { items, deltaLink } = await readRound(graph, `${usersQuery}&$deltatoken=latest`);
  expect(items).toEqual([]);
  tenant.updateUser("ada.quill@contoso.example", { jobTitle: "Regent" });
  expect((await readRound(graph, deltaLink)).items.map(({ jobTitle }) => jobTitle)).toEqual(["Regent"]);
});

test("a delta link dies of age after a week, on demand, and with the tenant that gave it", async () => {
  let now = new Date("2026-05-01T10:00:00Z");
  const { tenant, graph } = await signedIn({ people: 10, now: () => now });
  const { deltaLink } = await readRound(graph, usersQuery);
  tenant.expireDeltaTokens();
  const gone = await graph.get(deltaLink);
  expect(gone.status).toBe(410);
  expect(gone.body.error?.code).toBe("resyncRequired");
  expect(gone.headers.get("location")).toBe("https://graph.microsoft.com/v1.0/users/delta?$deltatoken=");
  const { deltaLink: fresh } = await readRound(graph, String(gone.headers.get("location")));
  now = new Date("2026-05-08T10:30:00Z");
  tenant.revokeConsent();
  tenant.grantConsent();
  const { graph: later } = await relogin(tenant);
  const old = await later.get(fresh);
  expect([old.status, old.body.error?.code]).toEqual([400, "syncStateNotFound"]);
  const { graph: stranger } = await signedIn({ people: 10 });
  expect((await stranger.get(deltaLink)).status).toBe(410);
});

async function relogin(tenant: Tenant) {
  const { appToken, graphCaller } = await import("../testing/graph-caller.ts");
  return { graph: graphCaller(tenant, await appToken(tenant)) };
}

test("what a delta query does not take is refused", async () => {
  const { graph } = await signedIn({ people: 10 });
  const many = Array.from({ length: 51 }, (_, at) => `id eq '${at}'`).join(" or ");
  for (const query of [
    "$top=5",
    "$expand=manager",
    "$orderby=displayName",
    "$count=true",
    "$filter=displayName eq 'x'",
    `$filter=${many}`,
    "$select=nonsense",
  ]) {
    expect((await graph.get(`/users/delta?${query}`)).status, query).toBe(400);
  }
});

test("the function may be written with its namespace and brackets", async () => {
  const { graph } = await signedIn({ people: 3 });
  for (const path of ["/users/microsoft.graph.delta", "/users/delta()", "/users/microsoft.graph.delta()"]) {
    expect((await readRound(graph, `${path}?$select=id`)).items).toHaveLength(3);
  }
});

type View = { users: Map<string, Record<string, unknown>>; members: Map<string, Set<string>> };

/** A reader that merges as the documentation of delta queries asks. */
function merge(view: View, { users, groups }: { users: GraphItem[]; groups: GraphItem[] }): void {
  for (const item of users) {
    if (item["@removed"]) {
      view.users.delete(item.id);
      continue;
    }
    const { "manager@delta": _links, ...properties } = item;
    const merged: Record<string, unknown> = { ...view.users.get(item.id), ...properties };
    const told = links(item, "manager");
    if (told.length > 0) merged.manager = told.filter((link) => !link["@removed"]).at(-1)?.id;
    view.users.set(item.id, merged);
  }
  for (const item of groups) {
    if (item["@removed"]) {
      view.members.delete(item.id);
      continue;
    }
    const members = view.members.get(item.id) ?? new Set();
    view.members.set(item.id, members);
    for (const link of links(item, "members")) link["@removed"] ? members.delete(link.id) : members.add(link.id);
  }
}

function directoryView(tenant: Tenant): { users: unknown[]; groups: unknown[] } {
  const users = [...tenant.users.all()].map(({ id, displayName, jobTitle, accountEnabled }) => [
    id,
    displayName ?? null,
    jobTitle ?? null,
    accountEnabled ?? null,
    tenant.users.supervisorOf(id) ?? null,
  ]);
  const groups = tenant.groups.all().map(({ id }) => [id, tenant.groups.memberIds(id).sort()]);
  return { users: users.sort(byFirst), groups: groups.sort(byFirst) };
}

function readersView(view: View, tenant: Tenant): { users: unknown[]; groups: unknown[] } {
  const deleted = new Set(tenant.users.deletedIds());
  const users = [...view.users].map(([id, { displayName, jobTitle, accountEnabled, manager }]) => [
    id,
    displayName ?? null,
    jobTitle ?? null,
    accountEnabled ?? null,
    manager ?? null,
  ]);
  const groups = [...view.members].map(([id, members]) => [
    id,
    [...members].filter((member) => !deleted.has(member)).sort(),
  ]);
  return { users: users.sort(byFirst), groups: groups.sort(byFirst) };
}

const byFirst = (a: unknown[], b: unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1);

type Step = { what: number; a: number; b: number };

/** One random change; a step that does not fit the state of things does nothing. */
function take(tenant: Tenant, { what, a, b }: Step): void {
  const live = [...tenant.users.all()].map(({ id }) => id);
  const deleted = tenant.users.deletedIds();
  const groups = tenant.groups.all().map(({ id }) => id);
  const [one, other] = [live[a % live.length], live[b % live.length]];
  const group = groups[a % groups.length];
  const gone = deleted[a % Math.max(deleted.length, 1)];
  if (!one || !other || !group || live.length < 4) return;
  const members = tenant.groups.memberIds(group);
  const member = members[b % Math.max(members.length, 1)];
  const steps = [
    () => tenant.addUser({ displayName: `New ${a}` }),
    () => tenant.updateUser(one, { jobTitle: b % 3 === 0 ? null : `Title ${b}` }),
    () => tenant.updateUser(one, { displayName: `Name ${b}`, accountEnabled: b % 2 === 0 }),
    () => tenant.deleteUser(one),
    () => (gone ? tenant.restoreUser(gone) : undefined),
    () => tenant.purgeUser(gone ?? one),
    () => tenant.setManager(one, other),
    () => tenant.clearManager(one),
    () => tenant.addMember(group, b % 4 === 0 ? (groups[b % groups.length] ?? other) : other),
    () => (member ? tenant.removeMember(group, member) : undefined),
    () => tenant.addGroup({ displayName: `Group ${a}` }),
    () => (groups.length > 50 ? tenant.deleteGroup(group) : undefined),
  ];
  steps[what]?.();
}

test("a reader that merges delta rounds ends with the directory, whatever changed before, between and within its rounds", async () => {
  const step = fc.record({ what: fc.nat(11), a: fc.nat(1000), b: fc.nat(1000) });
  const plan = fc.array(fc.array(step, { maxLength: 12 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(plan, fc.array(step, { maxLength: 10 }), async (rounds, meanwhile) => {
      const { tenant, graph } = await signedIn({ people: 14, deltaPageLimit: 9 });
      const view: View = { users: new Map(), members: new Map() };
      const waiting = [...meanwhile];
      const between = () => {
        const next = waiting.shift();
        if (next) take(tenant, next);
      };
      let [usersAt, groupsAt] = [usersQuery, groupsQuery];
      const read = async () => {
        const users = await readRound(graph, usersAt, { between });
        const groups = await readRound(graph, groupsAt, { between });
        [usersAt, groupsAt] = [users.deltaLink, groups.deltaLink];
        merge(view, { users: users.items, groups: groups.items });
      };
      await read();
      for (const steps of rounds) {
        for (const one of steps) take(tenant, one);
        await read();
      }
      waiting.length = 0;
      await read();
      expect(readersView(view, tenant)).toEqual(directoryView(tenant));
    }),
    { numRuns: 60 },
  );
}, 120_000);
