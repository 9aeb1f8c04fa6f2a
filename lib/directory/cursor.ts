import { z } from "zod";
import { AppError } from "../errors.ts";

/** What a list is sorted by, as PostgreSQL compares it. */
export type KeyType = "text" | "timestamptz" | "bigint";

/** A row's place in a sorted list: its sort key and id, and how many rows stood before it when it was shown. */
export type Cursor = {
  /** Sort and direction the place belongs to. */
  order: string;
  /** Empty text where the property is unknown. */
  key: string;
  id: string;
  at: number;
};

// PostgreSQL takes no NUL in a text, and would answer an error where a person deserves a sentence.
const text = z.string().refine((value) => !value.includes("\0"));

const keyOf: Record<KeyType, z.ZodType<string>> = {
  text,
  timestamptz: z.iso.datetime().refine((value) => !Number.isNaN(Date.parse(value))),
  bigint: z.string().regex(/^\d{1,15}$/),
};

/** The opaque text that stands for a row's place in an address. */
export function writeCursor({ order, key, id, at }: Cursor): string {
  return Buffer.from(JSON.stringify([order, key, id, at])).toString("base64url");
}

/**
 * @throws AppError `bad-input` when the text was not written by `writeCursor` for this very order: it was cut off,
 * changed by hand, or kept from a list sorted otherwise.
 */
export function readCursor(encoded: string, { order, keyType }: { order: string; keyType: KeyType }): Cursor {
  const shape = z.tuple([z.literal(order), keyOf[keyType], text.min(1).max(128), z.int().min(0)]);
  const parsed = shape.safeParse(jsonOf(encoded));
  if (!parsed.success) {
    throw new AppError("bad-input", "This page of the list does not exist: start again from its first page.");
  }
  const [, key, id, at] = parsed.data;
  return { order, key, id, at };
}

function jsonOf(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
