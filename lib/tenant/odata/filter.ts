import type { PropertyTable } from "../directory/properties.ts";
import { badRequest, unsupportedQuery } from "../graph/refusal.ts";
import { type Comparison, element, type Filter, type Literal, parseFilter } from "./filter-syntax.ts";

export type Values = Readonly<Record<string, unknown>>;
export type Test = (values: Values) => boolean;

/** Graph searches a user's or group's strings without regard to case. */
const folded = (value: unknown): unknown => (typeof value === "string" ? value.toLowerCase() : value);

/** Not in the default index: any filter on them is an advanced query. */
const advancedOnly = new Set(
  "companyName officeLocation mobilePhone employeeType employeeHireDate preferredLanguage postalCode streetAddress".split(
    " ",
  ),
);

/**
 * Turns `$filter` into a test and says whether it needs `ConsistencyLevel: eventual` with `$count=true`.
 * @throws Refusal in Graph's words for unknown properties, too many clauses, and advanced operators without the header.
 */
export function filterTest(
  text: string,
  options: { type: string; properties: PropertyTable; advanced: boolean },
): { test: Test; filter: Filter } {
  const filter = parseFilter(text);
  checkClauses(filter);
  for (const property of propertiesIn(filter)) {
    if (!options.properties.has(property.split("/", 1)[0] ?? "")) {
      throw badRequest(
        `Invalid filter clause: Could not find a property named '${property}' on type 'microsoft.graph.${options.type}'.`,
      );
    }
  }
  if (!options.advanced) refuseAdvanced(filter);
  return { test: compiled(filter), filter };
}

/** "Too many child clauses": Graph counts `in` and `or` alike. */
function checkClauses(filter: Filter): void {
  const clauses = filter.kind === "in" ? filter.literals.length : filter.kind === "or" ? alternatives(filter) : 0;
  if (clauses > 15) {
    throw unsupportedQuery(
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${clauses}. Max allowed: 15.`,
    );
  }
  if (filter.kind === "and" || filter.kind === "or") {
    checkClauses(filter.left);
    checkClauses(filter.right);
  }
}

function alternatives(filter: Filter): number {
  return filter.kind === "or" ? alternatives(filter.left) + alternatives(filter.right) : 1;
}

function propertiesIn(filter: Filter): string[] {
  switch (filter.kind) {
    case "and":
    case "or":
      return [...propertiesIn(filter.left), ...propertiesIn(filter.right)];
    case "not":
      return propertiesIn(filter.inner);
    default:
      return [filter.property];
  }
}

function refuseAdvanced(filter: Filter): void {
  switch (filter.kind) {
    case "and":
    case "or":
      refuseAdvanced(filter.left);
      refuseAdvanced(filter.right);
      return;
    case "not":
      throw unsupportedQuery("Filter operator 'Not' is not supported.");
    case "endswith":
      throw unsupportedQuery(
        "Operator 'endsWith' is not supported because the 'ConsistencyLevel:eventual' header is missing. Refer to https://aka.ms/graph-docs/advanced-queries for more information",
      );
    case "compare":
      if (filter.operator === "ne" || filter.literal === null)
        throw unsupportedQuery("Filter operator 'NotEqualsMatch' is not supported.");
  }
  if (advancedOnly.has(filter.property))
    throw unsupportedQuery("The request uses a filter property that is not indexed");
}

function compiled(filter: Filter): Test {
  switch (filter.kind) {
    case "and": {
      const [left, right] = [compiled(filter.left), compiled(filter.right)];
      return (values) => left(values) && right(values);
    }
    case "or": {
      const [left, right] = [compiled(filter.left), compiled(filter.right)];
      return (values) => left(values) || right(values);
    }
    case "not": {
      const inner = compiled(filter.inner);
      return (values) => !inner(values);
    }
    case "in": {
      const wanted = new Set(filter.literals.map(folded));
      return (values) => wanted.has(folded(valueAt(values, filter.property) ?? null));
    }
    case "startswith":
    case "endswith": {
      const [text, method] = [
        filter.text.toLowerCase(),
        filter.kind === "startswith" ? "startsWith" : "endsWith",
      ] as const;
      return (values) => {
        const value = valueAt(values, filter.property);
        return typeof value === "string" && value.toLowerCase()[method](text);
      };
    }
    case "any": {
      const inner = filter.inner ? compiled(filter.inner) : () => true;
      return (values) => {
        const list = valueAt(values, filter.property);
        return Array.isArray(list) && list.some((one) => inner(typeof one === "object" ? one : { [element]: one }));
      };
    }
    case "compare": {
      const literal = folded(filter.literal) as Literal;
      return (values) =>
        compare(folded(valueAt(values, filter.property) ?? null) as Literal, { operator: filter.operator, literal });
    }
  }
}

function valueAt(values: Values, path: string): unknown {
  if (!path.includes("/")) return values[path];
  return path.split("/").reduce<unknown>((value, part) => (value as Values | null | undefined)?.[part], values);
}

function compare(value: Literal, { operator, literal }: { operator: Comparison; literal: Literal }): boolean {
  if (operator === "eq") return value === literal;
  if (operator === "ne") return value !== literal;
  if (value === null || literal === null) return false;
  if (operator === "gt") return value > literal;
  if (operator === "ge") return value >= literal;
  if (operator === "lt") return value < literal;
  return value <= literal;
}
