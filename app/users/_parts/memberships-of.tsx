import Link from "next/link";
import type { Membership } from "#lib/commands/users.ts";
import { Section } from "../../_ui/section.tsx";
import { StateBadge } from "../../_ui/state-badge.tsx";
import classes from "./memberships-of.module.css";

/** The groups a person is in, as far as the copy knows memberships: the group to sync and what is nested in it. */
export function MembershipsOf({ memberships }: { memberships: Membership[] }) {
  return (
    <Section title="Groups">
      {memberships.length === 0 ? (
        <p className="quiet">In none of the groups whose members are copied.</p>
      ) : (
        <ul className={classes.groups}>
          {memberships.map((group) => (
            <li key={group.id} className={classes.group}>
              {group.presence === "outside" ? (
                <span className="name">{group.displayName ?? group.id}</span>
              ) : (
                <Link href={`/groups/${group.id}`} prefetch={false} className="name">
                  {group.displayName || group.id}
                </Link>
              )}
              <span className="quiet">{wordsFor(group)}</span>
              {group.presence === "removed" ? <StateBadge state="removed" /> : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function wordsFor({ direct, isGroupToSync }: Membership): string {
  const how = direct ? "direct member" : "through another group";
  return isGroupToSync ? `${how}, the group to sync` : how;
}
