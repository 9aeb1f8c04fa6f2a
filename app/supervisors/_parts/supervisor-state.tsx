import type { Supervisor } from "#lib/commands/supervisors.ts";
import { StateBadge } from "../../_ui/state-badge.tsx";

/** Whether a supervisor is in the group themselves; a contact of the organisation never is. */
export function SupervisorState({ supervisor }: { supervisor: Supervisor }) {
  const isContact = supervisor.type === "orgContact";
  return <StateBadge state={supervisor.presence} word={isContact ? "Contact, no account" : undefined} />;
}
