import { type Person, type UserColumn, userColumns } from "#lib/directory/model.ts";
import { personWords } from "#words/person.tsx";
import { leftOutNow } from "../../_server/left-out.ts";
import { copiedOr } from "../../_ui/copied.tsx";
import { CopyButton } from "../../_ui/copy-button.tsx";
import { Facts } from "../../_ui/facts.tsx";
import { Section } from "../../_ui/section.tsx";
import classes from "./all-properties.module.css";

const words = personWords.properties;
const names = ["id" as const, ...(Object.keys(userColumns) as UserColumn[])];

/** Every mirrored property under the name it has in Graph, in CSV and in SQL. */
export async function AllProperties({ person }: { person: Person }) {
  const leftOut = await leftOutNow();
  return (
    <Section title={words.title}>
      <details>
        <summary>{words.summary}</summary>
        <p className={classes.copy}>
          {words.copyHint} <CopyButton value={asJson(person, leftOut)} label={words.copy} />
        </p>
        <Facts
          label={words.title}
          facts={names.map((name) => ({
            label: <code>{name}</code>,
            value: copiedOr(wordsOf(person[name]), { name, leftOut }),
          }))}
        />
      </details>
    </Section>
  );
}

/** As Graph would answer: its names, null where nothing is set, moments in ISO 8601, and nothing of what is not asked for. */
function asJson(person: Person, leftOut: readonly string[]): string {
  const copied = names.filter((name) => !leftOut.includes(name));
  return JSON.stringify(Object.fromEntries(copied.map((name) => [name, person[name]])), null, 2);
}

function wordsOf(value: Person[UserColumn | "id"]): string | null {
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? value.join("; ") : String(value);
}
