import Link from "next/link";
import type { LinkOf } from "../_words/link-of.ts";

/** A link to `href` for a sentence of the words. */
export function linkTo(href: string): LinkOf {
  return (text) => <Link href={href}>{text}</Link>;
}
