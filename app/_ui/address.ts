/** What `await searchParams` gives. */
export type SearchParams = Record<string, string | string[] | undefined>;

/**
 * An address with the present search parameters and some of them changed; `undefined` and empty text take one away.
 * Lists keep everything they show in the address: a sort link must not lose the search.
 */
export function addressWith(
  path: string,
  { from = {}, change = {} }: { from?: SearchParams; change?: Record<string, string | readonly string[] | undefined> },
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(from)) {
    if (name in change) continue;
    for (const one of Array.isArray(value) ? value : [value]) if (one) query.append(name, one);
  }
  for (const [name, value] of Object.entries(change)) {
    for (const one of typeof value === "string" ? [value] : (value ?? [])) if (one) query.append(name, one);
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** One search parameter as text: the first when it was given twice, `undefined` when absent or empty. */
export function textOf(value: string | string[] | undefined): string | undefined {
  return (Array.isArray(value) ? value[0] : value) || undefined;
}
