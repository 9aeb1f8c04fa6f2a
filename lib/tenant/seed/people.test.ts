import { expect, test } from "vitest";
import { createTenant } from "../tenant.ts";
import { guidOf, numberOfGuid } from "./guid.ts";
import { personOf } from "./people.ts";

const population = { seed: 1, people: 30_000, domain: "contoso.example", initialDomain: "contoso.onmicrosoft.example" };

test("the same seed and number give the same person, another seed another one", () => {
  expect(personOf(population, 250)).toEqual(personOf({ ...population }, 250));
  expect(personOf({ ...population, seed: 2 }, 250).id).not.toBe(personOf(population, 250).id);
  expect(personOf({ ...population, seed: 2 }, 250).displayName).not.toBe(personOf(population, 250).displayName);
});

test("no two of thirty thousand people share an id, an address or a mail nickname", () => {
  const people = Array.from({ length: population.people }, (_, number) => personOf(population, number));
  for (const property of ["id", "userPrincipalName", "mailNickname"] as const) {
    expect(new Set(people.map((person) => String(person[property]).toLowerCase())).size, property).toBe(people.length);
  }
});

test("an id leads back to its number, and an id of another seed to none", () => {
  for (const number of [0, 1, 299, 65_536, 1_000_003]) expect(numberOfGuid(7, guidOf(7, number))).toBe(number);
  expect(numberOfGuid(8, guidOf(7, 5))).toBeUndefined();
  expect(numberOfGuid(7, "not-an-id")).toBeUndefined();
});

test("user principal names hold only characters that Entra allows", () => {
  for (let number = 0; number < 5000; number += 1) {
    expect(personOf(population, number).userPrincipalName).toMatch(/^[a-z0-9'._!#^~-]+(#EXT#)?@[a-z.]+$/);
  }
});

test("telephone numbers, dates and lengths are such as Entra would store", () => {
  for (let number = 0; number < 3000; number += 1) {
    const person = personOf(population, number);
    expect(person.createdDateTime ?? "2020-01-01T00:00:00Z").toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect((person.displayName ?? "").length).toBeLessThanOrEqual(256);
    expect((person.givenName ?? "").length).toBeLessThanOrEqual(64);
    expect((person.surname ?? "").length).toBeLessThanOrEqual(64);
    for (const phone of [...person.businessPhones, person.mobilePhone ?? ""]) expect(phone).not.toContain("#");
  }
});

test("the default directory has what programs trip over", () => {
  const tenant = createTenant();
  const people = [...tenant.users.all()];
  const some = (what: (person: (typeof people)[number]) => boolean) => people.filter(what).length;
  expect(people).toHaveLength(300);
  expect(some(({ userType }) => userType === "Guest")).toBeGreaterThan(5);
  expect(some(({ externalUserState }) => externalUserState === "PendingAcceptance")).toBeGreaterThan(0);
  expect(some(({ accountEnabled }) => accountEnabled === false)).toBeGreaterThan(3);
  expect(some(({ mail }) => mail === null)).toBeGreaterThan(3);
  expect(some(({ surname, givenName }) => surname === null || givenName === null)).toBeGreaterThan(5);
  expect(
    some(({ jobTitle, department }) => /^[=+@\t\r-]/.test(`${jobTitle}`) || /^[=+@\t\r-]/.test(`${department}`)),
  ).toBeGreaterThan(2);
  expect(some(({ displayName }) => displayName === "<script>alert(1)</script>")).toBe(1);
  expect(
    some(({ displayName }) => /[\u3040-\u30ff\u4e00-\u9fff\u0600-\u06ff\u0370-\u03ff]/.test(`${displayName}`)),
  ).toBeGreaterThan(20);
  expect(some(({ jobTitle }) => `${jobTitle}`.includes("\n"))).toBe(1);
});

test("supervision has its oddities: a pair, somebody above themselves, a contact, outsiders, nobody", () => {
  const tenant = createTenant();
  const people = [...tenant.users.all()];
  const above = new Map(people.map(({ id }) => [id, tenant.users.supervisorOf(id)]));
  const members = new Set(tenant.effectiveMembers(tenant.groupToSync.id));
  const pairs = people.filter(({ id }) => above.get(id) !== id && above.get(above.get(id) ?? "") === id);
  expect(pairs).toHaveLength(2);
  expect(people.filter(({ id }) => above.get(id) === id)).toHaveLength(1);
  expect(people.filter(({ id }) => above.get(id) && !tenant.users.find(String(above.get(id))))).toHaveLength(2);
  expect(people.filter(({ id }) => above.get(id) === undefined).length).toBeGreaterThan(3);
  const outsideSupervisors = people.filter(
    ({ id }) => members.has(id) && tenant.users.find(above.get(id) ?? "") && !members.has(above.get(id) ?? ""),
  );
  expect(outsideSupervisors.length).toBeGreaterThan(5);
  expect(people.some(({ id }) => tenant.users.find(above.get(id) ?? "")?.accountEnabled === false)).toBe(true);
});

test("groups have theirs: twins, an apostrophe, an empty one, every kind, nesting two deep and in a circle", () => {
  const tenant = createTenant();
  const groups = tenant.groups.all();
  const named = (name: string) => tenant.groups.named(name);
  expect(named("Project Falcon")).toHaveLength(2);
  expect(named("R&D #Staff O'Neil")).toHaveLength(1);
  expect(tenant.groups.memberIds(String(named("Empty room")[0]?.id))).toEqual([]);
  expect(
    new Set(
      groups.map(({ groupTypes, mailEnabled, securityEnabled }) => `${groupTypes} ${mailEnabled} ${securityEnabled}`),
    ),
  ).toEqual(
    new Set([" false true", " true true", " true false", "Unified true false", "DynamicMembership false true"]),
  );
  const direct = new Set(tenant.groups.memberIds(tenant.groupToSync.id));
  const all = tenant.effectiveMembers(tenant.groupToSync.id);
  expect(all.length).toBeGreaterThan(250);
  expect(all.length).toBeLessThan(290);
  expect(all.filter((id) => direct.has(id)).length).toBeLessThan(all.length / 2);
  const [engineering, platform] = ["Engineering Department", "Platform Team"].map((name) => String(named(name)[0]?.id));
  expect(tenant.groups.memberIds(String(engineering))).toContain(platform);
  expect(tenant.groups.memberIds(String(platform))).toContain(engineering);
});

test("a directory of a hundred thousand people is there within seconds and stays small", () => {
  const before = process.memoryUsage().heapUsed;
  const tenant = createTenant({ people: 100_000 });
  expect(tenant.users.count()).toBe(100_000);
  expect(tenant.effectiveMembers(tenant.groupToSync.id).length).toBeGreaterThan(85_000);
  // Only numbers are kept: a record per person would be a hundred megabytes.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000);
});
