"use client";
import { useClickOutside } from "@mantine/hooks";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

/**
 * Something folded away that opens over the page: Escape, a click beside it and going to another page close it. An
 * ordinary details element, so that it opens without script too.
 */
export function ClosingDetails({
  className,
  label,
  title,
  sign,
  children,
}: {
  className: string | undefined;
  /** What it is, for those who do not see its sign. */
  label: string;
  title?: string;
  sign: ReactNode;
  children: ReactNode;
}) {
  const details = useClickOutside<HTMLDetailsElement>(() => close());
  const summary = useRef<HTMLElement>(null);
  const pathname = usePathname();
  function close() {
    if (!details.current?.open) return;
    // Whoever was in it is not to start over at the top of the page.
    if (details.current.contains(document.activeElement)) summary.current?.focus();
    details.current.open = false;
  }
  useEffect(() => {
    if (pathname && details.current) details.current.open = false;
  }, [pathname, details]);
  return (
    <details
      ref={details}
      className={className}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <summary ref={summary} aria-label={label} title={title}>
        {sign}
      </summary>
      {children}
    </details>
  );
}
