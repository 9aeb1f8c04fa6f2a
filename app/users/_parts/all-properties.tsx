import { type Person, type UserColumn, userColumns } from "#lib/directory/model.ts";
import { personWords } from "#words/person.tsx";
import { CopyButton } from "../../_ui/copy-button.tsx";
import { Facts } from "../../_ui/facts.tsx";
import { Section } from "../../_ui/section.tsx";
import classes from "./all-properties.module.css";

const words = personWords.properties;
const names = ["id" as const, ...(Object.keys(userColumns) as UserColumn[])];

/** Every mirrored property under the name it has in Graph, in CSV and in SQL. */
export function AllProperties({ person }: { person: Person }) {
  return (
    <Section title={words.title}>
      <details>
        <summary>{words.summary}</summary>
        <p className={classes.copy}>
          {words.copyHint} <CopyButton value={asJson(person)} label={words.copy} />
        </p>
        <Facts
          label={words.title}
          facts={names.map((name) => ({ label: <code>{name}</code>, value: wordsOf(person[name]) }))}
        />
      </details>
    </Section>
  );
}

/** As Graph would answer: its names, null where nothing is set, moments in ISO 8601. */
function asJson(person: Person): string {
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, person[name]])), null, 2);
}

function wordsOf(value: Person[UserColumn | "id"]): string | null {
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? value.join("; ") : String(value);
}
