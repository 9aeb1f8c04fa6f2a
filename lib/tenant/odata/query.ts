import { badRequest, unsupportedQuery } from "../graph/refusal.ts";

export type Expand = { relationship: string; levels: number; select: readonly string[] | undefined };

/** The OData options of one request, read but not yet held against a type. */
export type Query = {
  select?: readonly string[];
  top?: number;
  expand?: Expand;
  filter?: string;
  orderby?: { property: string; descending: boolean };
  count: boolean;
  search?: string;
  skiptoken?: string;
  deltatoken?: string;
  /** `ConsistencyLevel: eventual` was sent: counts, searches, casts and some operators depend on it. */
  eventual: boolean;
  /** The options as they were written, tokens left out, to be repeated in a next link. */
  written: string;
};

type Parser = (query: Query, value: string) => void;

const parsers: Readonly<Record<string, Parser>> = {
  select: (query, value) => {
    query.select = splitOutside(value, ",");
  },
  top: (query, value) => {
    query.top = pageSize(value);
  },
  expand: (query, value) => {
    query.expand = expandOf(value);
  },
  filter: (query, value) => {
    query.filter = value;
  },
  orderby: (query, value) => {
    query.orderby = orderOf(value);
  },
  count: (query, value) => {
    if (!/^(true|false)$/i.test(value))
      throw badRequest(`Invalid value '${value}' for $count query option found. Valid values are 'true' or 'false'.`);
    query.count = value.toLowerCase() === "true";
  },
  search: (query, value) => {
    query.search = value;
  },
  skiptoken: (query, value) => {
    query.skiptoken = value;
  },
  deltatoken: (query, value) => {
    query.deltatoken = value;
  },
  format: () => {},
};

/**
 * Reads the query of a URL. The `$` of an option may be left out, as Graph allows. Throws a Refusal for options that
 * Graph does not know here, repeated ones, and values it does not take.
 */
export function parseQuery(search: string, headers: { eventual: boolean }): Query {
  const query: Query = { count: false, eventual: headers.eventual, written: "" };
  const seen = new Set<string>();
  const written: string[] = [];
  for (const part of search.replace(/^\?/, "").split("&")) {
    if (part === "") continue;
    const [name = "", value = ""] = [decoded(part.split("=", 1)[0] ?? ""), decoded(part.slice(part.indexOf("=") + 1))];
    const option = name.replace(/^\$/, "").toLowerCase();
    const parse = parsers[option];
    if (!parse) throw badRequest(`Unrecognized query argument specified: '${name}'.`);
    if (seen.has(option))
      throw badRequest(`Query option '${name}' was specified more than once, but it must be specified at most once.`);
    seen.add(option);
    parse(query, value);
    if (!option.endsWith("token")) written.push(part);
  }
  query.written = written.join("&");
  return query;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw badRequest("The request URI is not valid.");
  }
}

function pageSize(value: string): number {
  const size = Number(value);
  if (!/^\d+$/.test(value))
    throw badRequest(
      `Invalid value '${value}' for $top query option found. The $top query option requires a non-negative integer value.`,
    );
  if (size < 1 || size > 999)
    throw unsupportedQuery(`Invalid page size specified: '${value}'. Must be between 1 and 999 inclusive.`);
  return size;
}

function orderOf(value: string): { property: string; descending: boolean } {
  const match = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(value);
  if (!match?.[1]) throw unsupportedQuery("Sorting not supported for current query.");
  return { property: match[1], descending: match[2]?.toLowerCase() === "desc" };
}

function expandOf(value: string): Expand {
  const items = splitOutside(value, ",");
  if (items.length !== 1)
    throw badRequest("Request_UnsupportedQuery: Only one property can be expanded in a single query.");
  const match = /^(\w+)(?:\((.*)\))?$/s.exec(items[0] ?? "");
  if (!match?.[1])
    throw badRequest(
      `Parsing OData Select and Expand failed: Term '${value}' is not valid in a $select or $expand expression.`,
    );
  const expand: Expand = { relationship: match[1], levels: 1, select: undefined };
  for (const option of match[2] === undefined ? [] : splitOutside(match[2], ";")) {
    const [name = "", setting = ""] = option.split("=", 2).map((part) => part.trim());
    if (name.toLowerCase() === "$select") expand.select = splitOutside(setting, ",");
    else if (name.toLowerCase() === "$levels") expand.levels = levelsOf(setting);
    else throw badRequest(`Parsing OData Select and Expand failed: The option '${name}' is not supported in $expand.`);
  }
  return expand;
}

function levelsOf(setting: string): number {
  if (setting.toLowerCase() === "max") return 1000;
  const levels = Number(setting);
  if (!Number.isInteger(levels) || levels < 1 || levels > 1000)
    throw badRequest("The value of $levels must be between 1 and 1000.");
  return levels;
}

function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const character of text) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character === separator && depth === 0) {
      parts.push(part.trim());
      part = "";
    } else part += character;
  }
  parts.push(part.trim());
  return parts.filter((one) => one !== "");
}
