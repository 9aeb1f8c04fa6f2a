/** One object of a collection, from the bytes of its JSON text. Throws SyntaxError for what is no JSON. */
export type ReadItem<T> = (bytes: Buffer) => T;

const opening = '"value":[';
const betweenObjects = '},{"';

/**
 * The parsed answer to a listing, each item of its `value` read by itself: what is left of one is garbage before the
 * next begins, which V8 clears almost for nothing, where the objects of a whole page live long enough to be moved about.
 * It also lets `item` recognise an object by its bytes, without parsing it.
 *
 * Sound because JSON has one reading: where every piece is an object and the rest is a collection without items, the
 * pieces are the items. What cannot be cut like this (a brace at the end of a text looks like the end of an object) is
 * parsed as a whole.
 *
 * @throws SyntaxError when it is no JSON; whatever `item` throws.
 */
export function readCollection<T>(bytes: Buffer, { item }: { item: ReadItem<T> }): unknown {
  const from = bytes.indexOf(opening) + opening.length;
  const to = bytes.lastIndexOf("]");
  if (from < opening.length || to < from) return readWhole(bytes, item);
  const around = `${decode(bytes.subarray(0, from))}]${decode(bytes.subarray(to + 1))}`;
  try {
    const body: unknown = JSON.parse(around);
    if (isEmptyCollection(body)) return { ...body, value: readPieces(bytes.subarray(from, to), item) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return readWhole(bytes, item);
}

function readPieces<T>(bytes: Buffer, item: ReadItem<T>): T[] {
  const items: T[] = [];
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(betweenObjects, at);
    const end = found < 0 ? bytes.length : found + 1;
    items.push(item(bytes.subarray(at, end)));
    at = end + 1;
  }
  return items;
}

function readWhole<T>(bytes: Buffer, item: ReadItem<T>): unknown {
  const body: unknown = JSON.parse(decode(bytes));
  const { value } = Object(body) as { value?: unknown };
  if (!Array.isArray(value)) return body;
  return { ...Object(body), value: value.map((one) => item(Buffer.from(JSON.stringify(one)))) };
}

function isEmptyCollection(body: unknown): body is { value: [] } {
  const { value } = Object(body) as { value?: unknown };
  return Array.isArray(value) && value.length === 0;
}

/** As `Response.text` does it: UTF-8, without a byte order mark. */
function decode(bytes: Buffer): string {
  return new TextDecoder().decode(bytes);
}
