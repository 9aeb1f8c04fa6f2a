import type { Nesting } from "#lib/commands/groups.ts";
import type { GroupReference } from "#lib/directory/model.ts";
import { groupsWords } from "#words/groups.tsx";
import { Facts } from "../../_ui/facts.tsx";
import { GroupLink } from "../../_ui/group-link.tsx";
import { Section } from "../../_ui/section.tsx";

const words = groupsWords.nesting;

/** The groups around a group; nothing where there are none. */
export function GroupNesting({ nesting: { parents, children } }: { nesting: Nesting }) {
  if (parents.length + children.length === 0) return null;
  return (
    <Section title={words.title}>
      <Facts
        label={words.title}
        facts={[
          { label: words.parents, value: <Links groups={parents} /> },
          { label: words.children, value: <Links groups={children} /> },
        ]}
      />
    </Section>
  );
}

function Links({ groups }: { groups: GroupReference[] }) {
  if (groups.length === 0) return <span className="quiet">{words.none}</span>;
  return groups.map((group, index) => (
    <span key={group.id}>
      {index > 0 ? ", " : null}
      <GroupLink group={group} />
    </span>
  ));
}
