"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** The reader's time zone; UTC, as on the server, until React has taken over. */
export function useZone(): string {
  return useSyncExternalStore(
    never,
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
    () => "UTC",
  );
}
