import type { Supervisor } from "#lib/commands/supervisors.ts";
import { StateBadge } from "../../_ui/state-badge.tsx";

/** Whether a supervisor is in the group themselves, said quietly when so; a contact of the organisation never is. */
export function SupervisorState({ supervisor: { presence, type } }: { supervisor: Supervisor }) {
  if (presence === "live") return <span className="quiet">In the group</span>;
  return <StateBadge state={presence} word={type === "orgContact" ? "Contact, no account" : undefined} />;
}
