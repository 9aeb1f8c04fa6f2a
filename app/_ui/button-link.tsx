"use client";
import { Button, type ButtonProps } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";

type Props = ButtonProps & {
  href: string;
  children: ReactNode;
  /** A file or another site: an ordinary link, which Next must not fetch as a page. */
  download?: boolean;
};

/** A link that looks like a button. (Server components cannot hand `component={Link}` to Mantine themselves.) */
export function ButtonLink({ href, children, download = false, ...props }: Props) {
  if (download) {
    return (
      <Button component="a" href={href} download variant="default" {...props}>
        {children}
      </Button>
    );
  }
  return (
    <Button component={Link} href={href} prefetch={false} variant="default" {...props}>
      {children}
    </Button>
  );
}
