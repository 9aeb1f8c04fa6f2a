import Link from "next/link";
import type { ReactNode } from "react";
import { listWords } from "#words/lists.tsx";
import classes from "./pager.module.css";

/** Links to the neighbouring pages of a list, and what of it is shown ("51–100 of 1,204"). */
export function Pager({
  summary,
  label = listWords.pager.label,
  first,
  previous,
  next,
}: {
  summary: ReactNode;
  /** Tells the pagers of a page apart for screen readers. */
  label?: string;
  /** Addresses; absent where there is no such page. */
  first?: string;
  previous?: string;
  next?: string;
}) {
  return (
    <nav className={classes.pager} aria-label={label}>
      <p className={classes.summary}>{summary}</p>
      {first || previous || next ? (
        <ul className={classes.links}>
          <PageLink href={first}>{listWords.pager.first}</PageLink>
          <PageLink href={previous} rel="prev">
            {listWords.pager.previous}
          </PageLink>
          <PageLink href={next} rel="next">
            {listWords.pager.next}
          </PageLink>
        </ul>
      ) : null}
    </nav>
  );
}

function PageLink({ href, rel, children }: { href: string | undefined; rel?: string; children: string }) {
  return (
    <li>
      {href ? (
        <Link href={href} rel={rel} prefetch={false} className={classes.link}>
          {children}
        </Link>
      ) : (
        <span aria-disabled="true" className={classes.link}>
          {children}
        </span>
      )}
    </li>
  );
}
