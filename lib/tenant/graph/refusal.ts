/**
 * What Graph answers instead of data, thrown from wherever it is noticed (deep in a filter, say) and turned into Graph's
 * error envelope in one place.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, details: { message: string; headers?: Record<string, string> }) {
    super(details.message);
    this.status = status;
    this.code = code;
    this.headers = details.headers ?? {};
  }
}

export function badRequest(message: string): Refusal {
  return new Refusal(400, "Request_BadRequest", { message });
}

export function unsupportedQuery(message: string): Refusal {
  return new Refusal(400, "Request_UnsupportedQuery", { message });
}

/** The same words for an unknown object and for a user without manager; only the quoted name differs. */
export function notFound(resource: string): Refusal {
  return new Refusal(404, "Request_ResourceNotFound", {
    message: `Resource '${resource}' does not exist or one of its queried reference-property objects are not present.`,
  });
}
