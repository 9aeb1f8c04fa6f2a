import type { Supervisor } from "#lib/commands/supervisors.ts";
import { supervisorsWords } from "#words/supervisors.tsx";
import { StateBadge } from "../../_ui/state-badge.tsx";

/** Whether a supervisor is in the group themselves, said quietly when so; a contact of the organisation never is. */
export function SupervisorState({ supervisor: { presence, type } }: { supervisor: Supervisor }) {
  if (presence === "live") return <span className="quiet">{supervisorsWords.presence.live}</span>;
  return <StateBadge state={presence} word={type === "orgContact" ? supervisorsWords.presence.contact : undefined} />;
}
