import type { AccessToken } from "#lib/commands/access-tokens.ts";
import { tokensWords } from "#words/tokens.tsx";
import { type Column, DataTable } from "../../../_ui/data-table.tsx";
import { EmptyState } from "../../../_ui/empty-state.tsx";
import { PrincipalName } from "../../../_ui/principal-name.tsx";
import { When } from "../../../_ui/when.tsx";
import { RevokeForm } from "./revoke-form.tsx";

const words = tokensWords.list;

const columns: Column<AccessToken>[] = [
  { id: "name", header: words.columns.name, cell: ({ name }) => name, prose: true },
  { id: "state", header: words.columns.state, cell: (token) => <State token={token} /> },
  { id: "ending", header: words.columns.ending, cell: ({ ending }) => <code>{ending}</code>, optional: true },
  {
    id: "by",
    header: words.columns.by,
    cell: ({ createdByName }) => <PrincipalName name={createdByName} />,
    optional: true,
  },
  {
    id: "used",
    header: words.columns.used,
    cell: ({ lastUsedAt }) => (lastUsedAt ? <When at={lastUsedAt} /> : words.never),
    optional: true,
  },
  { id: "until", header: words.columns.until, cell: ({ expiresAt }) => <When at={expiresAt} /> },
];

function State({ token: { id, name, state } }: { token: AccessToken }) {
  if (state === "good") return <RevokeForm id={id} name={name} />;
  return <span className="quiet">{words.states[state]}</span>;
}

export function TokensTable({ tokens }: { tokens: AccessToken[] }) {
  return (
    <DataTable
      caption={words.caption}
      columns={columns}
      rows={tokens}
      rowKey={({ id }) => String(id)}
      empty={<EmptyState title={words.none.title}>{words.none.text}</EmptyState>}
    />
  );
}
