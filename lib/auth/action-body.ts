import type { RequestFault } from "./change-check.ts";

/**
 * What is wrong with the body that a page sent to one of its actions, by React's notation for the arguments of an action:
 * https://github.com/facebook/react/blob/main/packages/react-server/src/ReactFlightReplyServer.js
 *
 * Our actions take what they said last and a form, so most of the notation (references to functions, promises, maps,
 * streams, files) is in none of our pages. It is refused before the framework decodes it: what it cannot decode it
 * answers with 500, and its decoder has let strangers in before (CVE-2025-55182).
 */
export async function faultOfActionBody(request: Request): Promise<RequestFault | undefined> {
  const parts = await partsOf(request);
  const isReadable = parts && (request.headers.has("next-action") ? isCall(parts) : isForm(parts));
  if (isReadable) return undefined;
  return { status: 400, message: "What came cannot be read: no page of Rollcall sends this. Load the page anew." };
}

/** Texts by their names in the body. */
type Parts = ReadonlyMap<string, string>;

/** What the framework decodes; a person's own fields are text, and are left out. */
async function partsOf(request: Request): Promise<Parts | undefined> {
  const contentType = request.headers.get("content-type") ?? "";
  try {
    if (contentType.startsWith("multipart/form-data")) return namedParts(await request.clone().formData());
    if (contentType.startsWith("text/plain")) return new Map([["0", await request.clone().text()]]);
  } catch {
    // Cut short, or not what the content type says.
  }
  return undefined;
}

function namedParts(form: FormData): Parts | undefined {
  const parts = new Map<string, string>();
  for (const [name, value] of form) {
    // No form of ours sends a file.
    if (typeof value !== "string") return undefined;
    const isOfReact = /^(\d+|\$ACTION_.*)$/.test(name);
    if (isOfReact && parts.has(name)) return undefined;
    if (isOfReact) parts.set(name, value);
  }
  return parts;
}

/** As Next's script calls an action: its arguments. */
function isCall(parts: Parts): boolean {
  return isArguments(parts.get("0"), { part: "0" });
}

/** As a browser without script sends a form: `$ACTION_REF_n` with the action and what it said last, or `$ACTION_ID_…`. */
function isForm(parts: Parts): boolean {
  const names = [...parts.keys()];
  const bound = names.flatMap((name) => /^\$ACTION_REF_(\d+)$/.exec(name)?.[1] ?? []);
  if (bound.length === 0) return names.some((name) => /^\$ACTION_ID_\w+$/.test(name));
  return bound.every((number) => {
    const action = jsonOf(parts.get(`$ACTION_${number}:0`));
    if (!isObject(action) || typeof action.id !== "string") return false;
    return (
      action.bound === null || (action.bound === "$@1" && isArguments(parts.get(`$ACTION_${number}:1`), { part: "1" }))
    );
  });
}

/** More than any action takes. */
const mostArguments = 8;

function isArguments(text: string | undefined, { part }: { part: "0" | "1" }): boolean {
  const root = jsonOf(text);
  return Array.isArray(root) && root.length <= mostArguments && isPlain(root, { part, root, depth: 0 });
}

/** The arguments that a value stands in, and the name of their part. */
type Whole = { part: string; root: unknown };

/** Deeper than anything that an action said. */
const deepest = 32;

function isPlain(value: unknown, { depth, ...whole }: Whole & { depth: number }): boolean {
  if (typeof value === "string") return !value.startsWith("$") || isNotation(value, whole);
  if (typeof value !== "object" || value === null) return true;
  return depth < deepest && Object.values(value).every((each) => isPlain(each, { ...whole, depth: depth + 1 }));
}

/** A `$` of a text's own, undefined, numbers beyond JSON, moments, and the form. */
const notations = /^\$(\$.*|undefined|NaN|Infinity|-Infinity|-0|D.*|n-?\d{1,300}|K[0-9a-f]+)$/s;

function isNotation(text: string, whole: Whole): boolean {
  return notations.test(text) || leadsToObject(text, whole);
}

/** `$0:1:fields` stands for an object that was written there already. */
function leadsToObject(text: string, { part, root }: Whole): boolean {
  const [start, ...way] = text.split(":");
  if (start !== `$${part}` || way.length === 0) return false;
  const found = way.reduce<unknown>(
    (at, name) => (isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined),
    root,
  );
  return isObject(found);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
