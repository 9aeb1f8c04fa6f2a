import { Fragment } from "react";
import type { Membership } from "#lib/commands/users.ts";
import { personWords } from "#words/person.tsx";
import { GroupLink } from "../../_ui/group-link.tsx";
import { Section } from "../../_ui/section.tsx";
import { StateBadge } from "../../_ui/state-badge.tsx";
import classes from "./memberships-of.module.css";

const words = personWords.groups;

/** The groups a person is in, as far as the copy knows memberships: the group to sync and what is nested in it. */
export function MembershipsOf({ memberships }: { memberships: Membership[] }) {
  return (
    <Section title={words.title}>
      {memberships.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <ul className={classes.groups}>
          {memberships.map((group) => (
            <li key={group.id} className={classes.group}>
              <GroupLink group={group} />
              <span className="quiet">
                <How membership={group} />
              </span>
              {group.presence === "removed" ? <StateBadge state="removed" /> : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** "direct member", or the way into the group: "through Sales Lisbon in Sales". */
function How({ membership: { direct, through, isGroupToSync } }: { membership: Membership }) {
  return (
    <>
      {direct ? words.direct : words.through}
      {through.map((group, index) => (
        <Fragment key={group.id}>
          {index > 0 ? words.in : null}
          <GroupLink group={group} />
        </Fragment>
      ))}
      {isGroupToSync ? words.groupToSync : null}
    </>
  );
}
