import Link from "next/link";
import type { PersonReference } from "#lib/directory/model.ts";

/**
 * Somebody's name, leading to their page; who is outside the copy has a page only as a supervisor, and whom nothing names
 * any more has none.
 */
export function PersonLink({ person }: { person: PersonReference }) {
  const name = person.displayName || person.userPrincipalName || person.id;
  if (person.presence === "unknown") return <span className="name">{name}</span>;
  const href = person.presence === "outside" ? `/supervisors/${person.id}` : `/users/${person.id}`;
  return (
    <Link href={href} prefetch={false} className="name">
      {name}
    </Link>
  );
}
