"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import classes from "./navigation.module.css";
import { sectionOf, sections } from "./sections.ts";

/** The six places; at the left on a desk, at the bottom on a phone. */
export function Navigation() {
  const here = sectionOf(usePathname());
  return (
    <ul className={classes.list}>
      {sections.map((section) => (
        <li key={section.href}>
          <Link href={section.href} aria-current={section === here ? "page" : undefined} className={classes.link}>
            <section.sign size={20} stroke={1.5} aria-hidden />
            <span>{section.label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
