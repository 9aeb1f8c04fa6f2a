import { badRequest } from "../graph/refusal.ts";

export type Literal = string | number | boolean | null;
export type Comparison = "eq" | "ne" | "gt" | "ge" | "lt" | "le";

export type Filter =
  | { kind: "and" | "or"; left: Filter; right: Filter }
  | { kind: "not"; inner: Filter }
  | { kind: "compare"; property: string; operator: Comparison; literal: Literal }
  | { kind: "in"; property: string; literals: readonly Literal[] }
  | { kind: "startswith" | "endswith"; property: string; text: string }
  | { kind: "any"; property: string; inner: Filter | undefined };

/** The name of the element itself within `any`, where elements are plain values. */
export const element = "$it";

/** Reads the part of `$filter` that Entra objects take. @throws Refusal where it cannot be read. */
export function parseFilter(text: string): Filter {
  const reader = new Reader(text);
  const filter = readOr(reader);
  if (!reader.atEnd()) throw reader.fault();
  return filter;
}

const token = /\s*(?:(')((?:[^']|'')*)'|([(),:/])|([^\s'(),:/]+(?::\d\d(?::\d\d(?:\.\d+)?)?Z?)?(?::\d\d)?))/y;

type Token = { text: string; quoted: boolean };

/** A lifetime of its own: the position in the text. */
class Reader {
  private readonly tokens: Token[] = [];
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    token.lastIndex = 0;
    while (token.lastIndex < text.trimEnd().length) {
      const match = token.exec(text);
      if (!match) throw this.fault();
      const quoted = match[1] !== undefined;
      this.tokens.push({
        text: quoted ? (match[2] ?? "").replaceAll("''", "'") : (match[3] ?? match[4] ?? ""),
        quoted,
      });
    }
  }

  atEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  next(): Token {
    const found = this.tokens[this.at];
    if (!found) throw this.fault();
    this.at += 1;
    return found;
  }

  /** Takes the next token when it is this word or sign. */
  take(word: string): boolean {
    const found = this.tokens[this.at];
    if (!found || found.quoted || found.text.toLowerCase() !== word) return false;
    this.at += 1;
    return true;
  }

  expect(word: string): void {
    if (!this.take(word)) throw this.fault();
  }

  fault(): Error {
    return badRequest(
      `Invalid filter clause: Syntax error at position ${Math.min(this.at, this.text.length)} in '${this.text}'.`,
    );
  }
}

function readOr(reader: Reader): Filter {
  let left = readAnd(reader);
  while (reader.take("or")) left = { kind: "or", left, right: readAnd(reader) };
  return left;
}

function readAnd(reader: Reader): Filter {
  let left = readOne(reader);
  while (reader.take("and")) left = { kind: "and", left, right: readOne(reader) };
  return left;
}

function readOne(reader: Reader): Filter {
  if (reader.take("not")) return { kind: "not", inner: readOne(reader) };
  if (reader.take("(")) {
    const inner = readOr(reader);
    reader.expect(")");
    return inner;
  }
  for (const kind of ["startswith", "endswith"] as const) if (reader.take(kind)) return readTextTest(reader, kind);
  return readComparison(reader);
}

function readTextTest(reader: Reader, kind: "startswith" | "endswith"): Filter {
  reader.expect("(");
  const property = readPath(reader);
  reader.expect(",");
  const text = reader.next();
  reader.expect(")");
  if (!text.quoted) throw reader.fault();
  if (reader.take("eq")) reader.expect("true");
  return { kind, property, text: text.text };
}

function readComparison(reader: Reader): Filter {
  const property = readPath(reader);
  if (property.endsWith("/any")) return readAny(reader, property.slice(0, -"/any".length));
  if (reader.take("in")) {
    reader.expect("(");
    const literals = [readLiteral(reader)];
    while (reader.take(",")) literals.push(readLiteral(reader));
    reader.expect(")");
    return { kind: "in", property, literals };
  }
  const operator = (["eq", "ne", "gt", "ge", "lt", "le"] as const).find((one) => reader.take(one));
  if (!operator) throw reader.fault();
  return { kind: "compare", property, operator, literal: readLiteral(reader) };
}

/** `property`, `property/part`, or `property/any`. */
function readPath(reader: Reader): string {
  const parts = [reader.next().text];
  while (reader.take("/")) parts.push(reader.next().text);
  return parts.join("/");
}

/** `any(c:…)` tests elements, `any()` asks whether there are some. */
function readAny(reader: Reader, property: string): Filter {
  reader.expect("(");
  if (reader.take(")")) return { kind: "any", property, inner: undefined };
  const { text: variable } = reader.next();
  reader.expect(":");
  const inner = readOr(reader);
  reader.expect(")");
  return { kind: "any", property, inner: onElement(inner, variable) };
}

function onElement(filter: Filter, variable: string): Filter {
  switch (filter.kind) {
    case "and":
    case "or":
      return { ...filter, left: onElement(filter.left, variable), right: onElement(filter.right, variable) };
    case "not":
      return { ...filter, inner: onElement(filter.inner, variable) };
    default:
      return {
        ...filter,
        property: filter.property === variable ? element : filter.property.slice(variable.length + 1),
      };
  }
}

function readLiteral(reader: Reader): Literal {
  const { text, quoted } = reader.next();
  if (quoted) return text;
  const word = text.toLowerCase();
  if (word === "true" || word === "false") return word === "true";
  if (word === "null") return null;
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  // Dates and GUIDs stand without quotes.
  if (/^[0-9a-f]{8}-|^\d{4}-\d\d-\d\d/i.test(text)) return text;
  throw reader.fault();
}
