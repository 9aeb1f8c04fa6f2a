import type { Command } from "commander";
import type { Finding } from "../commands/check.ts";
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
    .description("the doctor: configuration, database, token, permissions, calls, group; what is wrong and what to do")
    .option("--json", "print the findings as one JSON object")
    .action((options: { json?: true }) => perform(() => performCheck(options, { environment })));
}

async function performCheck(
  { json = false }: { json?: boolean },
  { environment }: { environment: Environment },
): Promise<ExitCode> {
  const { check } = await import("../commands/check.ts");
  const findings: Finding[] = [];
  await interruptible(async (signal) => {
    for await (const finding of check({ environment, signal })) {
      findings.push(finding);
      if (!json) await writeDataLine(lineOf(finding));
      if (!finding.ok) writeDetails(finding.cause, { environment });
    }
  });
  const code = codeOf(findings);
  if (json) {
    const checks = findings.map(({ name, ok, message, ...rest }) => ({
      name,
      ok,
      message,
      ...("error" in rest ? { error: rest.error } : {}),
    }));
    await writeDataLine(JSON.stringify({ ok: code === exitCode.done, checks }));
  }
  const first = findings.find((finding) => !finding.ok);
  // Whoever sends stdout elsewhere still reads why; at a terminal the line stands there already.
  if (first && !first.ok && (json || !process.stdout.isTTY))
    for (const line of refusalLines(first.error)) writeNotice(line);
  return code;
}

function lineOf(finding: Finding): string {
  if (finding.ok) return visible(`ok      ${finding.name}: ${finding.message}`);
  return visible(`FAILED  ${finding.name}: ${refusalLines(finding.error).join(" ")}`);
}

/** A configuration to mend comes first: nothing else is worth looking at before. */
function codeOf(findings: Finding[]): ExitCode {
  const codes = findings.map((finding) => (finding.ok ? exitCode.done : exitCodeOf(finding.error.code)));
  if (codes.includes(exitCode.usage)) return exitCode.usage;
  return codes.every((code) => code === exitCode.done) ? exitCode.done : exitCode.failed;
}
