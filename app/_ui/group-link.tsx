import Link from "next/link";
import type { GroupReference } from "#lib/directory/model.ts";

/** A group's name, leading to its page; a group that is not copied has none. */
export function GroupLink({ group }: { group: GroupReference }) {
  const name = group.displayName || group.id;
  if (group.presence === "outside") return <span className="name">{name}</span>;
  return (
    <Link href={`/groups/${group.id}`} prefetch={false} className="name">
      {name}
    </Link>
  );
}
