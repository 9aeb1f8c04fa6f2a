import { type Permissions, permissions } from "#lib/commands/consent.ts";
import { settingsWords } from "#words/settings.tsx";
import { appContext } from "../../_server/context.ts";
import { DataTable } from "../../_ui/data-table.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { StateBadge } from "../../_ui/state-badge.tsx";

const words = settingsWords.permissions;

/** Asks Entra for a token and shows which of the required permissions it carries. */
export async function PermissionsRequired() {
  return <PermissionsTable found={await permissions(await appContext())} />;
}

type Row = { name: string; granted?: boolean };

/** Each required permission, and whether the token carries it. */
export function PermissionsTable({ found }: { found: Permissions }) {
  const rows: Row[] = found.required;
  return (
    <>
      <Obstacle found={found} />
      <DataTable
        caption={words.caption}
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          { id: "name", header: words.name, cell: ({ name }) => <code>{name}</code> },
          { id: "use", header: words.use, cell: ({ name }) => words.uses[name], optional: true },
          { id: "granted", header: words.granted, cell: ({ granted }) => <Granted granted={granted} /> },
        ]}
      />
      {found.state === "read" && found.alsoGranted.length > 0 ? (
        <p className="quiet small">{words.alsoGranted(found.alsoGranted.join(", "))}</p>
      ) : null}
    </>
  );
}

function Granted({ granted }: { granted: boolean | undefined }) {
  if (granted === undefined) return <StateBadge state="queued" word={words.notKnown} />;
  return granted ? (
    <StateBadge state="succeeded" word={words.granted} />
  ) : (
    <StateBadge state="failed" word={words.missing} />
  );
}

function Obstacle({ found }: { found: Permissions }) {
  if (found.state === "unread") {
    return <Notice kind="error" title={words.unread} report={found.error} />;
  }
  if (found.state === "opaque") {
    return <Notice kind="info">{words.opaque}</Notice>;
  }
  return null;
}
