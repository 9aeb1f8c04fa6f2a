import { complaints } from "./complaints.ts";
import { deltaRequests } from "./delta-requests.ts";
import { type Ending, type FaultRow, type FaultSection, kindsOfRun } from "./fault-row.ts";

const introduction = `Whatever goes wrong between Rollcall and Microsoft: nobody who is still there is removed, no value is replaced by nothing, no request is sent before a \`Retry-After\` has passed.
A run that fails keeps Microsoft's code and request id and leaves the copy exactly as it was; without the fault the next run makes it the directory again.
Each cell below is a test against the demo tenant and a real PostgreSQL; this page is written from the same table (\`ROLLCALL_WRITE_DOCS=1 npx vitest run lib/testing/faults\`).`;

const random = `## Anything, in any order

A property test (\`lib/graph/sync/mirror.property.test.ts\`) lets people join, leave, be hired, deleted, restored, renamed and given other
supervisors, and groups be nested and dissolved, in any order, with full and delta runs, applied plans and people synced alone in between:
after each run the mirror equals the directory, and nobody who was ever in it is lost. Every test run plays 25 sequences;
1,000 were played at once when this page was last looked at.`;

/** The page `docs/faults.md`. */
export function faultPage(sections: readonly FaultSection[]): string {
  const title = "# What can go wrong, and what comes of it";
  return `${[title, introduction, ...sections.map(sectionText), random, deltaText()].join("\n\n")}\n`;
}

function deltaText(): string {
  const lines = deltaRequests.map(({ request, why }) => `| \`${request}\` | ${why} |`);
  const introduction = "Beside the token, after a change of a hundred people, in a directory of any size:";
  return ["## What a delta run asks", "", introduction, "", "| Request | To know |", "| --- | --- |", ...lines].join(
    "\n",
  );
}

function sectionText({ title, rows }: FaultSection): string {
  const head = ["What happens", ...kindsOfRun.map((kind) => `A ${kind}`), "Somebody's complaint elsewhere"];
  const lines = [head, head.map(() => "---"), ...rows.map(cellsOf)];
  return [`## ${title}`, "", ...lines.map((cells) => `| ${cells.join(" | ")} |`)].join("\n");
}

function cellsOf(row: FaultRow): string[] {
  const capital = row.fault.charAt(0).toUpperCase() + row.fault.slice(1);
  return [
    capital,
    ...kindsOfRun.map((kind) => words(row.endings[kind])),
    (row.guards ?? []).map(complaintText).join(", "),
  ];
}

function words(ending: Ending): string {
  switch (ending.end) {
    case "passes":
      return "succeeds";
    case "catches up":
      return `succeeds; what it missed comes with ${ending.with}`;
    case "tries again":
      return "asks again, succeeds";
    case "waits":
      return "waits as long as it is told, succeeds";
    case "starts over":
      return "reads the list anew, succeeds";
    case "reads everything":
      return "reads everything instead, succeeds";
    case "holds":
      return "holds the removals and asks";
    case "does not arise":
      return "–";
    case "fails":
      return `fails: ${failureText(ending)}`;
  }
}

function failureText({ code, status, graphCode }: Ending & { end: "fails" }): string {
  const microsoft = [status, graphCode].filter((one) => one !== undefined).join(" ");
  return microsoft ? `\`${code}\`, ${microsoft}` : `\`${code}\``;
}

function complaintText(number: number): string {
  const threads = complaints[number];
  if (!threads) throw new Error(`Complaint ${number} is not in complaints.ts.`);
  return threads.map(threadLink).join(", ");
}

function threadLink(thread: string): string {
  const [repository = "", issue] = thread.split("#");
  const name = repository.split("/").at(-1);
  return issue
    ? `[${name} #${issue}](https://github.com/${repository}/issues/${issue})`
    : `[${name}](https://github.com/${repository})`;
}
