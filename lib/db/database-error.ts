import { AppError } from "../errors.ts";

/** What a person can do about a connection that failed, by the code of PostgreSQL or of the system. */
const advice: Record<string, string> = {
  ECONNREFUSED: "nothing listens there: start it, or correct DATABASE_URL",
  ENOENT: "its socket is not there: start it, or correct DATABASE_URL",
  ENOTFOUND: "its host name is unknown: correct DATABASE_URL",
  EAI_AGAIN: "its host name cannot be looked up now: check the network or correct DATABASE_URL",
  ETIMEDOUT: "it does not answer: check the network between here and there",
  "28000": "it refuses the user: correct DATABASE_URL",
  "28P01": "it refuses the password: correct DATABASE_URL",
  "3D000": "it has no database of that name: create it, or correct DATABASE_URL",
  "42501": "the user has too few rights: it must own the database or be allowed to create tables in it",
  "53300": "it has no connection left: raise max_connections or run fewer processes",
  "57P03": "it is starting up or shutting down: try again in a moment",
};

/** Turns what the driver threw into a sentence. Address and password stay out: pages and logs show this. */
export function databaseUnavailable(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  const words = (code && advice[code]) ?? (code ? `it answered ${code}` : "the connection broke");
  return new AppError("database-unavailable", `The database cannot be used: ${words}.`, { cause: error });
}
