type Keys = Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey">;

/** ⌘K or Ctrl K, and nothing else held down. */
export function isSearchKey({ key, metaKey, ctrlKey, altKey, shiftKey }: Keys): boolean {
  return key.toLowerCase() === "k" && (metaKey || ctrlKey) && !altKey && !shiftKey;
}
