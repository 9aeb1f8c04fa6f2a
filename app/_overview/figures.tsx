import Link from "next/link";
import type { Standing } from "#lib/commands/status.ts";
import { count } from "#words/amounts.ts";
import { overviewWords } from "#words/overview.tsx";
import classes from "./figures.module.css";

const words = overviewWords.figures;

/** How much the copy holds, each number leading to its list. */
export function Figures({ counts }: { counts: Standing["counts"] }) {
  const figures = [
    { label: words.people, value: counts.people, href: "/users" },
    { label: words.supervisors, value: counts.supervisors, href: "/supervisors" },
    { label: words.groups, value: counts.groups, href: "/groups" },
    { label: words.removed, value: counts.removed, href: "/users?state=removed" },
  ];
  return (
    <ul className={classes.figures} aria-label={words.label}>
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
