import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkoutDirectory } from "../../config/checkout.ts";
import { faultKinds } from "../../tenant/faults.ts";
import { faultPage } from "./fault-page.ts";
import { kindsOfRun } from "./fault-row.ts";
import { faultTable } from "./fault-table.ts";

const rows = faultTable.flatMap((section) => section.rows);

test("docs/faults.md says what the fault table says", () => {
  const file = join(checkoutDirectory(), "docs", "faults.md");
  const page = faultPage(faultTable);
  if (process.env.ROLLCALL_WRITE_DOCS === "1") writeFileSync(file, page);
  expect(readFileSync(file, "utf8")).toBe(page);
});

test("every fault that the demo tenant can produce is in the table", () => {
  const now = new Date();
  const faults = rows.flatMap((row) => kindsOfRun.flatMap((kind) => row.faults?.({ kind, now }) ?? []));
  const used = new Set(faults.map((fault) => ("kind" in fault ? fault.kind : "status")));
  expect(faultKinds.filter((kind) => !used.has(kind))).toEqual([]);
});

test("no two rows of the table are called the same", () => {
  const names = rows.map(({ fault }) => fault);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
