"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False until React has taken over: a click before that on a button that only has a handler would be lost. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
