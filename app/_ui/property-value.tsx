import { userColumns } from "#lib/directory/model.ts";
import { exactWords } from "#words/time-words.ts";
import { Unknown } from "./facts.tsx";

/** A value of the history, which is kept as text, as a person reads it; `name` is Graph's property name. */
export function PropertyValue({ name, text }: { name: string | null; text: string | null }) {
  return text ? <span className="name">{propertyValueWords(name, text)}</span> : <Unknown />;
}

/** `true` → "yes", an ISO moment → "14 Nov 2026, 14:05 UTC"; every other text as it is. */
export function propertyValueWords(name: string | null, text: string): string {
  const type = new Map<string, string>(Object.entries(userColumns)).get(name ?? "");
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true" ? "yes" : "no";
  if (type === "timestamptz(3)" && !Number.isNaN(Date.parse(text))) return exactWords(new Date(text));
  return text;
}
