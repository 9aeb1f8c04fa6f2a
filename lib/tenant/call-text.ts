/** A call as faults and people name it: method, path and query, percent-decoded where that is possible. */
export function callText(method: string, url: URL): string {
  const address = `${url.pathname}${url.search}`;
  try {
    return `${method} ${decodeURIComponent(address)}`;
  } catch {
    return `${method} ${address}`;
  }
}
