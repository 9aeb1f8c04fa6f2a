"use client";
import { IconChevronLeft } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { frameWords } from "#words/frame.tsx";
import { sectionOf } from "./sections.ts";
import classes from "./top-line.module.css";

/** Where you are: the section; on a page inside it, the way back to its list. */
export function Where() {
  const pathname = usePathname();
  const section = sectionOf(pathname);
  if (!section) return <span className={classes.where}>{frameWords.product}</span>;
  if (section.href === pathname) return <span className={classes.where}>{section.label}</span>;
  return (
    <Link href={section.href} className={classes.where}>
      <IconChevronLeft size={16} aria-hidden />
      <span>{section.label}</span>
    </Link>
  );
}
