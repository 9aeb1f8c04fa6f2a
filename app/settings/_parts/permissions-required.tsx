import { type Permissions, permissions } from "#lib/commands/consent.ts";
import { appContext } from "../../_server/context.ts";
import { DataTable } from "../../_ui/data-table.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { StateBadge } from "../../_ui/state-badge.tsx";

/** Asks Entra for a token and shows which of the required permissions it carries. */
export async function PermissionsRequired() {
  return <PermissionsTable found={await permissions(await appContext())} />;
}

type Row = { name: string; granted?: boolean };

const uses: Record<string, string> = {
  "User.Read.All": "People, their attributes and their supervisors",
  "GroupMember.Read.All": "Groups and who is in them",
};

/** Each required permission, and whether the token carries it. */
export function PermissionsTable({ found }: { found: Permissions }) {
  const rows: Row[] = found.required;
  return (
    <>
      <Obstacle found={found} />
      <DataTable
        caption="Required permissions"
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          { id: "name", header: "Permission", cell: ({ name }) => <code>{name}</code> },
          { id: "use", header: "Needed for", cell: ({ name }) => uses[name], optional: true },
          { id: "granted", header: "Granted", cell: ({ granted }) => <Granted granted={granted} /> },
        ]}
      />
      {found.state === "read" && found.alsoGranted.length > 0 ? (
        <p className="quiet small">Also granted: {found.alsoGranted.join(", ")}</p>
      ) : null}
    </>
  );
}

function Granted({ granted }: { granted: boolean | undefined }) {
  if (granted === undefined) return <StateBadge state="queued" word="Not known" />;
  return granted ? <StateBadge state="succeeded" word="Granted" /> : <StateBadge state="failed" word="Missing" />;
}

function Obstacle({ found }: { found: Permissions }) {
  if (found.state === "unread") {
    return <Notice kind="error" title="What is granted could not be read" report={found.error} />;
  }
  if (found.state === "opaque") {
    return (
      <Notice kind="info">
        Microsoft’s token does not show what it carries. The command <code>rollcall check</code> finds out by asking for
        a user and a group.
      </Notice>
    );
  }
  return null;
}
