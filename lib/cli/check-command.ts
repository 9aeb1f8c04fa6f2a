import type { Command } from "commander";
import type { Finding, Waiting } from "../commands/check-finding.ts";
import type { Environment } from "../config/environment.ts";
import { visible } from "./columns.ts";
import { type ExitCode, exitCode, exitCodeOf } from "./exit-code.ts";
import { interruptible } from "./interrupt.ts";
import { writeDataLine, writeNotice } from "./print.ts";
import { refusalLines, writeDetails } from "./refusal.ts";
import type { Registration } from "./registration.ts";

export function addCheckCommand(program: Command, { environment, perform }: Registration): void {
  program
    .command("check")
    .description(
      "the doctor: configuration, database, credential, clock, token, permissions, calls, group, redirect URIs; what is wrong and what to do",
    )
    .option("--wait", "look again for some minutes while a consent given elsewhere spreads at Microsoft")
    .option("--json", "print the findings as one JSON object")
    .action((options: { json?: true; wait?: true }) => perform(() => performCheck(options, { environment })));
}

async function performCheck(
  { json = false, wait = false }: { json?: boolean; wait?: boolean },
  { environment }: { environment: Environment },
): Promise<ExitCode> {
  const { check } = await import("../commands/check.ts");
  const findings: Finding[] = [];
  await interruptible(async (signal) => {
    for await (const finding of check({ environment, signal, waits: wait })) {
      if (finding.state !== "waiting") findings.push(finding);
      if (!json) for (const line of linesOf(finding)) await writeDataLine(visible(line));
      if (finding.state === "failed") writeDetails(finding.cause, { environment });
    }
  });
  const code = codeOf(findings);
  if (json) {
    await writeDataLine(JSON.stringify({ ok: code === exitCode.done, checks: findings.map(asJson) }));
  }
  const first = findings.find((finding) => finding.state === "failed");
  // Whoever sends stdout elsewhere still reads why; at a terminal the line stands there already.
  if (first?.state === "failed" && (json || !process.stdout.isTTY))
    for (const line of refusalLines(first.error)) writeNotice(line);
  return code;
}

function asJson(finding: Finding): Record<string, unknown> {
  const { name, state, message } = finding;
  const found = { name, ok: state !== "failed", state, message };
  return state === "failed" ? { ...found, error: finding.error, explanation: finding.explanation } : found;
}

const signs = { ok: "ok      ", concern: "note    ", waiting: "waiting ", failed: "FAILED  " };

function linesOf(finding: Finding | Waiting): string[] {
  const { name, state, message } = finding;
  if (state !== "failed") return [`${signs[state]}${name}: ${message}`];
  const lines = [`${signs[state]}${name}: ${refusalLines(finding.error).join(" ")}`];
  if (!finding.explanation) return lines;
  const { happened, remedy, mender, link, isSaid } = finding.explanation;
  const indent = " ".repeat(signs.failed.length);
  if (!isSaid) lines.push(`${indent}${happened} ${remedy}`);
  lines.push(`${indent}Who can mend it: ${mender}.${link ? ` Where: ${link.label}, ${link.href}` : ""}`);
  return lines;
}

/** A configuration to mend comes first: nothing else is worth looking at before. */
function codeOf(findings: Finding[]): ExitCode {
  const codes = findings.map((finding) =>
    finding.state === "failed" ? exitCodeOf(finding.error.code) : exitCode.done,
  );
  if (codes.includes(exitCode.usage)) return exitCode.usage;
  return codes.every((code) => code === exitCode.done) ? exitCode.done : exitCode.failed;
}
