"use client";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";

/** Prints the page as it stands. */
export function PrintButton({ children }: { children: ReactNode }) {
  return (
    <Button variant="default" onClick={() => window.print()}>
      {children}
    </Button>
  );
}
