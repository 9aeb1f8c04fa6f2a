import { afterAll, beforeAll, expect, test } from "vitest";
import type { AuditKind } from "../audit/model.ts";
import { inTheNameOf } from "../context.ts";
import type { CsvRow } from "../export/csv.ts";
import { testAdmin } from "../testing/test-admin.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { auditLog, exportAudit } from "./audit.ts";
import { beginConsent, finishConsent } from "./consent.ts";
import { auditedDownload } from "./download.ts";
import { exportPlan } from "./export-plan.ts";
import { exportGroups } from "./groups.ts";
import { approveRun, runWaitingForApproval } from "./held-removals.ts";
import { changeSetting, followEnvironment } from "./settings.ts";
import { exportSupervisors } from "./supervisors.ts";
import { exportProblems } from "./supervisors-quality.ts";
import { cancelRun, queueSync, scheduleName, sync } from "./sync.ts";
import { exportUsers } from "./users.ts";

const ada = { id: "11111111-0000-4000-8000-000000000001", name: "ada.quill@contoso.example" };

let here: TestContext;
beforeAll(async () => {
  here = await testContext({ people: 40 });
  await sync(here.context, { requestedBy: "ops on host (command line)" });
});
afterAll(() => here.close());

const asAda = () => inTheNameOf(ada, here.context);

async function noted(kind: AuditKind) {
  const { entries } = await auditLog(here.context, { kind });
  return entries.map(({ actorId, actorName, about, details }) => ({ by: actorId ?? actorName, about, details }));
}

async function textOf(chunks: AsyncGenerator<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}

test("a run is noted with whoever asked for it, in a browser or on a command line, and not when the schedule did", async () => {
  await queueSync(here.context, { requestedBy: scheduleName, kind: "preview" });
  const queued = await queueSync(asAda(), { requestedBy: ada.name, kind: "full" });
  await cancelRun(asAda(), { run: queued.run });
  await cancelRun(asAda(), { run: queued.run });
  expect(await noted("sync-asked")).toEqual([
    { by: ada.id, about: `run:${queued.run}`, details: { run: queued.run, reading: "full" } },
    { by: "ops on host (command line)", about: "run:1", details: { run: 1, reading: "delta" } },
  ]);
  expect(await noted("sync-cancelled")).toMatchObject([{ by: ada.id, about: `run:${queued.run}` }]);
});

test("a setting is noted with what held before and after, also when it follows the environment again", async () => {
  const viewer = testAdmin(here.context);
  await changeSetting(here.context, { viewer, setting: { key: "retentionDays", value: 30 } });
  await changeSetting(here.context, { viewer, setting: { key: "retentionDays", value: 60 } });
  await followEnvironment(here.context, { viewer, key: "retentionDays" });
  const setting = "retentionDays";
  expect(await noted("setting-changed")).toEqual([
    { by: viewer.id, about: "setting:retentionDays", details: { setting, before: 60, follows: "environment" } },
    { by: viewer.id, about: "setting:retentionDays", details: { setting, before: 30, after: 60 } },
    { by: viewer.id, about: "setting:retentionDays", details: { setting, after: 30 } },
  ]);
});

test("a download is noted when it ends: its filters, columns, rows, and whether it came to its end", async () => {
  const columns = "id,mail";
  const asked = { columns, excel: true, filters: { q: "a", state: "live" as const } };
  const text = await textOf(exportUsers(asAda(), asked).chunks);
  const details = { what: "users", columns: ["id", "mail"], filters: { q: "a", state: "live", excel: true } };
  expect(await noted("exported")).toMatchObject([
    {
      by: ada.id,
      about: "download:users",
      details: { ...details, rows: text.trimEnd().split("\r\n").length - 1, end: "complete" },
    },
  ]);
});

test("every download of the browser is noted, with all that it was narrowed to", async () => {
  await textOf(exportGroups(asAda(), { filters: { scope: "in" } }).chunks);
  await textOf(exportSupervisors(asAda(), { filters: { presence: "outside" } }).chunks);
  await textOf(exportProblems(asAda(), { kind: "outside" }).chunks);
  const preview = await sync(here.context, { requestedBy: "test", kind: "preview" });
  const run = preview.state === "ended" ? preview.run.id : 0;
  expect(run).toBeGreaterThan(0);
  await textOf(exportPlan(asAda(), { run }).chunks);
  const latest = (await noted("exported")).slice(0, 4).map(({ by, about, details }) => [by, about, details.filters]);
  expect(latest).toEqual([
    [ada.id, `download:plan-of-run-${run}`, {}],
    [ada.id, "download:quality-outside", {}],
    [ada.id, "download:supervisors", { presence: "outside" }],
    [ada.id, "download:groups", { scope: "in", state: "live" }],
  ]);
});

test("a download that its reader leaves, or that fails, is noted as far as it came", async () => {
  const download = (rows: AsyncIterable<CsvRow>) =>
    auditedDownload(asAda(), { what: "trial", rows, columns: ["n"], filters: {}, options: {} }).chunks;
  const left = download(numbers(2_000));
  await left.next();
  await left.return(undefined);
  await expect(textOf(download(numbers(700, new Error("the database went away"))))).rejects.toThrow("went away");
  const { entries } = await auditLog(here.context, { kind: "exported" });
  const trials = entries.filter(({ about }) => about === "download:trial").map(({ details }) => details);
  expect(trials).toMatchObject([
    { rows: 700, end: "failed" },
    { rows: 500, end: "given-up" },
  ]);
});

async function* numbers(count: number, failure?: Error): AsyncGenerator<CsvRow> {
  for (let n = 0; n < count; n += 1) yield { n };
  if (failure) throw failure;
}

test("the log is handed out as CSV, and that is its next event", async () => {
  const before = await auditLog(here.context, { kind: "sync-asked" });
  const text = await textOf(exportAudit(asAda(), { filters: { kind: "sync-asked" } }).chunks);
  expect(text.trimEnd().split("\r\n")).toHaveLength(before.total + 1);
  expect(text).toMatch(/^id,at,actorId,actorName,kind,about,details\r\n/);
  const [latest] = (await auditLog(here.context, {})).entries;
  expect(latest).toMatchObject({
    kind: "exported",
    actorId: ada.id,
    about: "download:audit-log",
    details: { filters: { kind: "sync-asked" }, rows: before.total, end: "complete" },
  });
});

test("consent is noted when it is asked for and when an answer comes, also one that nobody asked for", async () => {
  const viewer = testAdmin(here.context);
  await beginConsent(here.context, { viewer });
  const parameters = new URLSearchParams({ state: "made up", admin_consent: "True" });
  await finishConsent(here.context, { viewer, parameters });
  expect(await noted("consent-asked")).toMatchObject([{ by: viewer.id }]);
  expect(await noted("consent-answered")).toMatchObject([{ by: viewer.id, details: { result: "ignored: unknown" } }]);
});

test("an approval is noted with what came of it, in the transaction that removes", async () => {
  const { tenant, context } = here;
  for (const id of tenant.effectiveMembers(tenant.groupToSync.id).slice(0, 30)) tenant.deleteUser(id);
  await sync(context, { requestedBy: "test", kind: "full" });
  const run = (await runWaitingForApproval(context)) ?? 0;
  await approveRun(asAda(), { run, decidedBy: ada.name });
  expect(await noted("removals-approved")).toEqual([
    { by: ada.id, about: `run:${run}`, details: { run, removed: expect.any(Number), kept: 0 } },
  ]);
  const live = await context.db.prisma.microsoftGraphUser.count({ where: { deletedAt: null } });
  expect((await noted("removals-approved"))[0]?.details.removed).toBeGreaterThan(live);
});

test("no secret is in any event", async () => {
  const { rows } = await here.context.db.pool.query<{ text: string }>("SELECT e::text AS text FROM audit_event e");
  const text = rows.map((row) => row.text).join("\n");
  expect(rows.length).toBeGreaterThan(10);
  expect(text).not.toContain(here.tenant.clientSecret);
  expect(text).not.toContain("made up");
});
