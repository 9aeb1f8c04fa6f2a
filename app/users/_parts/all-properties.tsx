import { type Person, type UserColumn, userColumns } from "#lib/directory/model.ts";
import { Facts } from "../../_ui/facts.tsx";
import { Section } from "../../_ui/section.tsx";

/** Every mirrored property under the name it has in Graph, in CSV and in SQL. */
export function AllProperties({ person }: { person: Person }) {
  const names = Object.keys(userColumns) as UserColumn[];
  return (
    <Section title="All properties">
      <details>
        <summary>As Microsoft Graph names them</summary>
        <Facts
          label="All properties"
          facts={["id" as const, ...names].map((name) => ({
            label: <code>{name}</code>,
            value: wordsOf(person[name]),
          }))}
        />
      </details>
    </Section>
  );
}

function wordsOf(value: Person[UserColumn | "id"]): string | null {
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? value.join("; ") : String(value);
}
