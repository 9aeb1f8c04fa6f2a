import type { GroupCheck } from "#lib/commands/settings.ts";
import { settingsWords } from "#words/settings.tsx";
import { Identifier } from "../../_ui/identifier.tsx";
import { Notice } from "../../_ui/notice.tsx";

const words = settingsWords.group;

/** What Entra says to a group that was just saved. */
export function GroupCheckNotice({ check }: { check: GroupCheck }) {
  switch (check.state) {
    case "everyone":
      return <Notice kind="info">{words.everyone}</Notice>;
    case "found":
      return (
        <Notice kind="success">
          <p>
            {words.found({
              name: check.displayName ?? undefined,
              id: <Identifier value={check.id} label={words.copied} />,
            })}
          </p>
        </Notice>
      );
    case "missing":
      return <Notice kind="warning">{words.missing}</Notice>;
    case "ambiguous":
      return (
        <Notice kind="warning">
          <p>{words.ambiguous(check.ids.length)}</p>
          <ul>
            {check.ids.map((id) => (
              <li key={id}>
                <Identifier value={id} label={words.copied} whole />
              </li>
            ))}
          </ul>
        </Notice>
      );
    case "unknown":
      return <Notice kind="warning" title={words.unknown} report={check.error} />;
  }
}
