import type { GroupCheck } from "#lib/commands/settings.ts";
import { Identifier } from "../../_ui/identifier.tsx";
import { Notice } from "../../_ui/notice.tsx";

/** What Entra says to a group that was just saved. */
export function GroupCheckNotice({ check }: { check: GroupCheck }) {
  switch (check.state) {
    case "everyone":
      return <Notice kind="info">From the next run on, every user of the directory is in the copy.</Notice>;
    case "found":
      return (
        <Notice kind="success">
          <p>
            Entra has exactly one such group: {check.displayName ?? "without a name"}{" "}
            <Identifier value={check.id} label="the group’s id" />
          </p>
        </Notice>
      );
    case "missing":
      return (
        <Notice kind="warning">
          Entra has no group of this name or id. The next run will refuse until one is there.
        </Notice>
      );
    case "ambiguous":
      return (
        <Notice kind="warning">
          <p>Entra has {check.ids.length} groups of this name. Type the object id of the one that is meant:</p>
          <ul>
            {check.ids.map((id) => (
              <li key={id}>
                <Identifier value={id} label="the group’s id" whole />
              </li>
            ))}
          </ul>
        </Notice>
      );
    case "unknown":
      return <Notice kind="warning" title="Entra could not be asked about this group" report={check.error} />;
  }
}
