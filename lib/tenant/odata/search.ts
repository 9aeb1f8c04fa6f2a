import { badRequest } from "../graph/refusal.ts";
import type { Test } from "./filter.ts";

/**
 * `$search`: quoted `"property:words"` clauses joined by AND and OR. Graph finds the beginnings of words in displayName
 * and description, and the beginning of the whole value elsewhere.
 */
export function searchTest(text: string): Test {
  const alternatives = text.split(/\s+OR\s+/).map((part) => part.split(/\s+AND\s+/).map(clauseTest));
  return (values) => alternatives.some((clauses) => clauses.every((clause) => clause(values)));
}

function clauseTest(clause: string): Test {
  const match = /^\(*\s*"(\w+):(.*)"\s*\)*$/s.exec(clause.trim());
  if (!match?.[1])
    throw badRequest(`Syntax error: character '${clause.trim().charAt(0)}' is not valid at position 0 in '${clause}'.`);
  const [property, sought] = [match[1], (match[2] ?? "").toLowerCase()];
  return (values) => {
    const value = values[property];
    if (typeof value !== "string") return false;
    const folded = value.toLowerCase();
    if (folded.startsWith(sought)) return true;
    return (
      /^(displayName|description)$/.test(property) && folded.split(/[\s.,_-]+/).some((word) => word.startsWith(sought))
    );
  };
}
