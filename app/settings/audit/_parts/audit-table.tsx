import type { ReactNode } from "react";
import type { AuditEntry } from "#lib/commands/audit.ts";
import { auditWords } from "#words/audit.tsx";
import { type Column, DataTable } from "../../../_ui/data-table.tsx";
import { Identifier } from "../../../_ui/identifier.tsx";
import { linkTo } from "../../../_ui/link-to.tsx";
import { PrincipalName } from "../../../_ui/principal-name.tsx";
import { When } from "../../../_ui/when.tsx";

const words = auditWords.columns;

const columns: Column<AuditEntry>[] = [
  { id: "at", header: words.at, cell: ({ at }) => <When at={at} /> },
  { id: "actor", header: words.actor, cell: ({ actorName }) => <PrincipalName name={actorName} />, prose: true },
  { id: "what", header: words.what, cell: (entry) => <What entry={entry} />, prose: true },
  { id: "about", header: words.about, cell: ({ about }) => <About about={about} />, optional: true },
];

function What({ entry: { kind, details } }: { entry: AuditEntry }) {
  const more = auditWords.details[kind]?.(details);
  return (
    <>
      {/* A newer version may have written kinds that this one does not know. */}
      {auditWords.kinds[kind] ?? kind}
      {more ? <span className="quiet"> · {more}</span> : null}
    </>
  );
}

function About({ about }: { about: string | null }) {
  if (about === null) return "–";
  const place = about.indexOf(":");
  const [type, name] = [about.slice(0, place), about.slice(place + 1)];
  if (type === "run") return linkTo(`/runs/${name}`)(auditWords.run(name));
  if (type === "token") return linkTo("/settings/tokens")(auditWords.token(name));
  if (type === "person") return <Identifier value={name} label={auditWords.personAbout} />;
  return name;
}

export function AuditTable({ entries, empty }: { entries: AuditEntry[]; empty: ReactNode }) {
  return (
    <DataTable
      caption={auditWords.caption}
      columns={columns}
      rows={entries}
      rowKey={(entry) => entry.id}
      empty={empty}
    />
  );
}
