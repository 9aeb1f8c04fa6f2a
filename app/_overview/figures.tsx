import Link from "next/link";
import type { Standing } from "#lib/commands/status.ts";
import { count } from "#words/amounts.ts";
import classes from "./figures.module.css";

/** How much the copy holds, each number leading to its list. */
export function Figures({ counts }: { counts: Standing["counts"] }) {
  const figures = [
    { label: "people", value: counts.people, href: "/users" },
    { label: "supervisors", value: counts.supervisors, href: "/supervisors" },
    { label: "groups", value: counts.groups, href: "/groups" },
    { label: "removed people kept", value: counts.removed, href: "/users?state=removed" },
  ];
  return (
    <ul className={classes.figures} aria-label="What the copy holds">
      {figures.map(({ label, value, href }) => (
        <li key={label}>
          <Link href={href} className={classes.figure} prefetch={false}>
            <span className={classes.value}>{count(value)}</span> <span className={classes.label}>{label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
