import { everythingStored, type StoredPart } from "#lib/commands/privacy.ts";
import type { Settings } from "#lib/settings/model.ts";
import { privacyWords } from "#words/privacy.tsx";
import { retentionWords } from "#words/setting-words.ts";
import { type Column, DataTable } from "../../../_ui/data-table.tsx";
import classes from "./privacy.module.css";

const words = privacyWords.stored;

/** Every table and column, from the list that a test holds against the database. */
export function StoredTable({ settings }: { settings: Settings }) {
  const retention = retentionWords(settings.retentionDays.value);
  const audit = privacyWords.auditRetention.value(settings.auditRetentionDays.value);
  const columns: Column<StoredPart>[] = [
    { id: "part", header: words.columns.part, cell: (part) => <Part {...part} />, prose: true, roomy: true },
    { id: "why", header: words.columns.why, cell: ({ part }) => privacyWords.parts[part].why, prose: true },
    { id: "source", header: words.columns.source, cell: ({ source }) => words.source[source], prose: true },
    {
      id: "kept",
      header: words.columns.kept,
      cell: ({ kept }) => words.kept({ kept, retention, audit }),
      prose: true,
    },
    { id: "seenBy", header: words.columns.seenBy, cell: ({ seenBy }) => words.seenBy[seenBy], prose: true },
  ];
  return (
    <DataTable
      caption={words.caption}
      columns={columns}
      rows={[...everythingStored()]}
      rowKey={({ part, table }) => `${part} ${table}`}
    />
  );
}

function Part({ part, table, columns }: StoredPart) {
  return (
    <>
      {privacyWords.parts[part].title}
      <div className={classes.columns}>
        {table}: {columns.join(", ")}
      </div>
    </>
  );
}
