import { userColumns } from "#lib/directory/model.ts";
import { partsWords } from "#words/parts.tsx";
import { Unknown } from "./facts.tsx";
import { LocalTime } from "./local-time.tsx";

/** A value of the history, which is kept as text, as a person reads it; `name` is Graph's property name. */
export function PropertyValue({ name, text }: { name: string | null; text: string | null }) {
  if (!text) return <Unknown />;
  const read = readValue(name, text);
  return read instanceof Date ? (
    <LocalTime at={read.toISOString()} show="exact" />
  ) : (
    <span className="name">{read}</span>
  );
}

/** `true` → "yes", an ISO moment → a Date; every other text as it is. */
export function readValue(name: string | null, text: string): string | Date {
  const type = new Map<string, string>(Object.entries(userColumns)).get(name ?? "");
  if (type === "boolean" && (text === "true" || text === "false")) return partsWords.truth[text];
  if (type === "timestamptz(3)" && !Number.isNaN(Date.parse(text))) return new Date(text);
  return text;
}
