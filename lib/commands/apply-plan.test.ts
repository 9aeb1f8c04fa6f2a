import Papa from "papaparse";
import { afterEach, describe, expect, test } from "vitest";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { applyPlan, findApplication, queuePlan, requirePlan } from "./apply-plan.ts";
import { exportPlan } from "./export-plan.ts";
import { planPage, planTotals } from "./plan-lines.ts";
import { findRun, type Run } from "./runs.ts";
import { freshness } from "./status.ts";
import { queueSync, type SyncOutcome, sync } from "./sync.ts";

let opened: TestContext;

afterEach(() => opened.close());

function ended(outcome: SyncOutcome): Run {
  if (outcome.state !== "ended") throw new Error("another run is in progress");
  return outcome.run;
}

async function run(kind: "full" | "delta" | "preview"): Promise<Run> {
  return ended(await sync(opened.context, { requestedBy: "test", kind }));
}

async function apply(plan: number): Promise<Run> {
  return ended(await applyPlan(opened.context, { run: plan, requestedBy: "ada@contoso.example" }));
}

/** Everything the mirror holds, so that a run that writes anything shows. */
async function mirror() {
  const { prisma } = opened.context.db;
  return {
    users: await prisma.microsoftGraphUser.findMany({ orderBy: { id: "asc" } }),
    supervisors: await prisma.microsoftGraphUserSupervisor.findMany({ orderBy: { userId: "asc" } }),
    groups: await prisma.microsoftGraphGroup.findMany({ orderBy: { id: "asc" } }),
    members: await prisma.microsoftGraphGroupMember.findMany({ orderBy: [{ groupId: "asc" }, { memberId: "asc" }] }),
    history: await prisma.microsoftGraphUserChange.findMany({ orderBy: { id: "asc" } }),
  };
}

type Line = { userId: string; kind: string; field: string | null; before: string | null; after: string | null };

function sorted(lines: Line[]): string[] {
  return lines
    .map(({ userId, kind, field, before, after }) => JSON.stringify([userId, kind, field, before, after]))
    .sort();
}

async function planned(plan: number): Promise<Line[]> {
  return opened.context.db.prisma.syncPlanLine.findMany({ where: { runId: plan }, orderBy: { id: "asc" } });
}

/** A copy, and then a bit of everything in the directory. */
async function withChanges(options: Parameters<typeof testContext>[0] = {}) {
  opened = await testContext({ people: 60, ...options });
  const { tenant } = opened;
  const group = tenant.groupToSync.id;
  const back = tenant.addUser({ displayName: "Bea Back" });
  tenant.addMember(group, back.id);
  await run("full");
  tenant.removeMember(group, back.id);
  await run("full");
  tenant.addMember(group, back.id);
  tenant.updateUser(back.id, { jobTitle: "Returned Keeper" });
  const supervisors = new Set([...tenant.users.all()].map(({ id }) => tenant.users.supervisorOf(id)));
  const [promoted = "", moved = "", gone = "", leaver = ""] = tenant.groups
    .memberIds(group)
    // Whoever supervises nobody: a deleted supervisor would change those below as well.
    .filter((id) => id !== back.id && tenant.users.find(id) && !supervisors.has(id));
  const joined = tenant.addUser({ displayName: "Ines Fresh", jobTitle: "Analyst" });
  tenant.addMember(group, joined.id);
  tenant.setManager(joined.id, promoted);
  tenant.updateUser(promoted, { jobTitle: "Keeper of Lists" });
  const nested = tenant.addGroup({ displayName: "Nested" });
  tenant.addMember(group, nested.id);
  tenant.addMember(nested.id, promoted);
  tenant.setManager(moved, joined.id);
  tenant.deleteUser(gone);
  tenant.removeMember(group, leaver);
  return { back: back.id, promoted, moved, gone, leaver, joined: joined.id, nested: nested.id };
}

/** More people leave than the guard lets go without a yes. */
async function withManyLeavers() {
  opened = await testContext({ people: 60 });
  await run("full");
  const leavers = opened.tenant.effectiveMembers(opened.tenant.groupToSync.id).slice(0, 20);
  for (const id of leavers) opened.tenant.deleteUser(id);
  return leavers;
}

describe("a preview's plan", () => {
  test("tells field by field what would change, and leaves everything as it was", async () => {
    const { back, promoted, moved, gone, leaver, joined, nested } = await withChanges();
    const before = await mirror();
    const title = before.users.find(({ id }) => id === promoted)?.jobTitle ?? null;
    const supervisor = before.supervisors.find(({ userId }) => userId === moved)?.supervisorId ?? null;
    const preview = await run("preview");
    expect(await mirror()).toEqual(before);
    const lines = sorted(await planned(preview.id));
    expect(lines).toEqual(
      expect.arrayContaining(
        sorted([
          { userId: gone, kind: "removed", field: null, before: null, after: "account-deleted" },
          { userId: leaver, kind: "removed", field: null, before: null, after: "left-group" },
          {
            userId: leaver,
            kind: "membership",
            field: opened.tenant.groupToSync.id,
            before: "member",
            after: null,
          },
          { userId: back, kind: "restored", field: null, before: "left-group", after: null },
          { userId: back, kind: "updated", field: "jobTitle", before: null, after: "Returned Keeper" },
          { userId: promoted, kind: "updated", field: "jobTitle", before: title, after: "Keeper of Lists" },
          { userId: moved, kind: "supervisor", field: "supervisorId", before: supervisor, after: joined },
          { userId: promoted, kind: "membership", field: nested, before: null, after: "member" },
          { userId: joined, kind: "created", field: null, before: null, after: null },
          { userId: joined, kind: "created", field: "displayName", before: null, after: "Ines Fresh" },
          { userId: joined, kind: "created", field: "jobTitle", before: null, after: "Analyst" },
          { userId: joined, kind: "created", field: "supervisorId", before: null, after: promoted },
        ]),
      ),
    );
    expect(preview.planLines).toBe(lines.length);
  });

  test("is exactly the history of the run that applies it, and the copy is then the directory", async () => {
    await withChanges();
    const preview = await run("preview");
    const applied = await apply(preview.id);
    expect(applied).toMatchObject({
      state: "succeeded",
      kind: "full",
      plan: preview.id,
      reason: `plan of run ${preview.id}`,
      requestedBy: "ada@contoso.example",
      counts: preview.counts,
    });
    const history = await opened.context.db.prisma.microsoftGraphUserChange.findMany({ where: { runId: applied.id } });
    const ofHistory = (await planned(preview.id)).filter(({ kind, field }) => kind !== "created" || field === null);
    expect(sorted(history)).toEqual(sorted(ofHistory));
    expect((await run("full")).counts).toMatchObject({ created: 0, updated: 0, removed: 0, restored: 0, held: 0 });
  });

  test("of a first run holds everybody with what is known of them, and can be applied", async () => {
    opened = await testContext();
    const { context, tenant } = opened;
    const preview = await run("preview");
    const members = [...tenant.effectiveMembers(tenant.groupToSync.id)].sort();
    const totals = await planTotals(context, { run: preview.id });
    expect(totals).toMatchObject({ people: members.length, kinds: { created: members.length, updated: 0 } });
    const applied = await apply(preview.id);
    expect(applied).toMatchObject({ state: "succeeded", reason: `plan of run ${preview.id}` });
    const copied = await context.db.prisma.microsoftGraphUser.findMany({ orderBy: { id: "asc" } });
    expect(copied.map(({ id }) => id)).toEqual(members);
  });

  test("lists removals that the guard would hold, and applying it removes them and ends their waiting", async () => {
    const leavers = await withManyLeavers();
    const held = await run("full");
    expect(held.state).toBe("held");
    const preview = await run("preview");
    expect((await planTotals(opened.context, { run: preview.id })).kinds.removed).toBe(leavers.length);
    expect(await apply(preview.id)).toMatchObject({
      state: "succeeded",
      heldWaiting: 0,
      counts: { removed: leavers.length, held: 0 },
    });
    expect((await findRun(opened.context, held.id))?.heldWaiting).toBe(0);
  });

  test("is empty where nothing would change", async () => {
    opened = await testContext();
    await run("full");
    const preview = await run("preview");
    expect(preview.planLines).toBe(0);
    expect(await planPage(opened.context, { run: preview.id, limit: 10 })).toMatchObject({ people: [] });
    expect(await planTotals(opened.context, { run: preview.id })).toMatchObject({ people: 0, lines: 0 });
  });
});

describe("a plan that is out of date", () => {
  const sentence = (plan: number, lines: string) =>
    `The directory or the copy has moved on: ${lines} from the plan of run ${plan}. Nothing was changed; make a new preview.`;

  test("because the directory moved on is refused and changes nothing", async () => {
    const { promoted, gone } = await withChanges();
    const preview = await run("preview");
    const before = await mirror();
    opened.tenant.updateUser(promoted, { jobTitle: "Something Else", city: "Faro" });
    opened.tenant.restoreUser(gone);
    const refused = await apply(preview.id);
    expect(refused).toMatchObject({
      state: "failed",
      plan: preview.id,
      error: { code: "plan-outdated", message: sentence(preview.id, "3 lines differ") },
    });
    expect(await mirror()).toEqual(before);
  });

  test("because a later run has changed the copy is refused, and so is one that was applied", async () => {
    const { promoted } = await withChanges();
    const preview = await run("preview");
    await run("full");
    const before = await mirror();
    expect((await apply(preview.id)).error).toMatchObject({ code: "plan-outdated" });
    expect(await mirror()).toEqual(before);

    opened.tenant.updateUser(promoted, { jobTitle: "Once" });
    const next = await run("preview");
    const applied = await apply(next.id);
    await expect(apply(next.id)).rejects.toMatchObject({
      code: "plan-outdated",
      message: `Run ${applied.id} has applied the plan of run ${next.id} already.`,
    });
  });

  test("by a single value says so in the singular", async () => {
    opened = await testContext();
    await run("full");
    const preview = await run("preview");
    const [someone = ""] = opened.tenant.effectiveMembers(opened.tenant.groupToSync.id);
    opened.tenant.updateUser(someone, { jobTitle: "Late" });
    expect((await apply(preview.id)).error?.message).toBe(sentence(preview.id, "1 line differs"));
  });

  test("because another group is to be synced is refused", async () => {
    opened = await testContext();
    await run("full");
    const preview = await run("preview");
    const twin = opened.tenant.addGroup({ displayName: "Twin" });
    for (const id of opened.tenant.effectiveMembers(opened.tenant.groupToSync.id)) opened.tenant.addMember(twin.id, id);
    await opened.context.db.prisma.setting.create({ data: { key: "groupToSync", value: "Twin", changedBy: "test" } });
    expect((await apply(preview.id)).error).toMatchObject({
      code: "plan-outdated",
      message: expect.stringContaining("another group"),
    });
  });

  test("does not count as a failure of the copy", async () => {
    const { promoted } = await withChanges();
    const preview = await run("preview");
    opened.tenant.updateUser(promoted, { jobTitle: "Late" });
    expect((await apply(preview.id)).state).toBe("failed");
    expect(await freshness(opened.context)).toMatchObject({ state: "fresh" });
  });

  test("is kept for the newest five previews, and the others say that they are not", async () => {
    opened = await testContext();
    const previews: number[] = [];
    for (let made = 0; made < 6; made += 1) previews.push((await run("preview")).id);
    const [oldest = 0, second = 0] = previews;
    expect(await planned(oldest)).toEqual([]);
    expect((await planned(second)).length).toBeGreaterThan(0);
    await expect(requirePlan(opened.context, oldest)).rejects.toMatchObject({ code: "plan-outdated" });
    expect((await requirePlan(opened.context, second)).id).toBe(second);
  });
});

describe("what is no plan", () => {
  test("is refused before a run is entered", async () => {
    opened = await testContext();
    const { context, tenant } = opened;
    const full = await run("full");
    tenant.faults.add({ match: "/groups?", status: 403, times: "always" });
    const failed = await run("preview");
    for (const id of [full.id, failed.id, 999, 2_147_483_648, 0]) {
      await expect(applyPlan(context, { run: id, requestedBy: "x" })).rejects.toMatchObject({ code: "not-found" });
      await expect(queuePlan(context, { run: id, requestedBy: "x" })).rejects.toMatchObject({ code: "not-found" });
    }
    expect(await context.db.prisma.syncRun.count()).toBe(2);
  });
});

describe("a queued plan", () => {
  test("is one run however often it is asked for, and stands for no other wish", async () => {
    await withChanges();
    const { context } = opened;
    const preview = await run("preview");
    const queued = await queuePlan(context, { run: preview.id, requestedBy: "ada@contoso.example" });
    expect(await queuePlan(context, { run: preview.id, requestedBy: "ada@contoso.example" })).toEqual(queued);
    const wish = await queueSync(context, { requestedBy: "ada@contoso.example" });
    expect(wish.run).not.toBe(queued.run);
    expect(await findApplication(context, { plan: preview.id })).toMatchObject({ id: queued.run, state: "queued" });
    const taken = ended(await sync(context, { requestedBy: "worker", run: queued.run }));
    expect(taken).toMatchObject({ state: "succeeded", plan: preview.id, requestedBy: "ada@contoso.example" });
  });
});

describe("the pages and the file of a plan", () => {
  test("show everybody once, those who would go first, with names also of those who are not copied yet", async () => {
    const { gone, leaver, joined, moved } = await withChanges();
    const { context } = opened;
    const { id } = await run("preview");
    const seen: Awaited<ReturnType<typeof planPage>>["people"] = [];
    let after: string | undefined;
    do {
      const page = await planPage(context, { run: id, after, limit: 2 });
      expect(page.people.length).toBeLessThanOrEqual(2);
      seen.push(...page.people);
      after = page.next;
    } while (after);
    expect(seen.map(({ userId }) => userId)).toEqual([...new Set(seen.map(({ userId }) => userId))]);
    expect(seen.slice(0, 2).map(({ userId }) => userId)).toEqual([gone, leaver].sort());
    expect(seen.at(-1)).toMatchObject({ userId: joined, displayName: "Ines Fresh" });
    expect(seen.flatMap(({ userId, lines }) => lines.map((line) => ({ userId, ...line })))).toEqual(
      (await planned(id)).map(({ userId, kind, field, before, after }) => ({ userId, kind, field, before, after })),
    );
    const { people, supervisors } = await planPage(context, { run: id, kind: "supervisor", limit: 10 });
    expect(people.map(({ userId }) => userId)).toEqual([moved]);
    expect(supervisors.get(joined)).toMatchObject({ displayName: "Ines Fresh", presence: "unknown" });
  });

  test("is the plan line by line, and a formula in a name is disarmed", async () => {
    const { promoted } = await withChanges();
    const { context, tenant } = opened;
    tenant.updateUser(promoted, { jobTitle: "=1+1" });
    const { id, planLines } = await run("preview");
    const { chunks, fileName } = exportPlan(context, { run: id });
    let text = "";
    for await (const chunk of chunks) text += chunk;
    const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
    expect(fileName).toMatch(new RegExp(`^rollcall-plan-of-run-${id}-.*\\.csv$`));
    expect(data).toHaveLength(planLines ?? -1);
    expect(data.find(({ userId, field }) => userId === promoted && field === "jobTitle")).toMatchObject({
      kind: "updated",
      after: "'=1+1",
      displayName: tenant.users.find(promoted)?.displayName,
    });
    expect(data.at(-1)).toMatchObject({ kind: "created", displayName: "Ines Fresh" });
  });
});
