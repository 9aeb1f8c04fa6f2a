import { notFound } from "next/navigation";
import { AppError } from "#lib/errors.ts";

/**
 * Does what an address asks for; an address that asks for something impossible (a page that was cut off, a filter that
 * does not exist) gets status 404 and the nearest not-found.tsx, which says so. Pages cannot answer 400 in Next.
 */
export async function orNotFound<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === "bad-input") notFound();
    throw error;
  }
}
