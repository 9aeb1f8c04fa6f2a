import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Context } from "../context.ts";
import { AppError, type ErrorReport, reportOf } from "../errors.ts";
import { personId } from "./person-id.ts";
import type { UserFacts } from "./user-facts.ts";
import { findFacts } from "./user-lookup.ts";
import { type ListedUser, users } from "./users.ts";
import { withinSeconds } from "./within-seconds.ts";

/** Why somebody is in the copy or not, as far as the one who asks may know. */
export type WhyAnswer =
  /** `whether-there`: of who left the group, a reader is shown the account's existence and no more of the directory. */
  | { state: "found"; facts: UserFacts; shows: "everything" | "whether-there" }
  /** Neither side knows such a person; `others` of the copy may be meant. */
  | { state: "nobody"; others: ListedUser[] }
  /** The copy never had the person, and who else is in the directory is told to admins alone. */
  | { state: "not-shown"; others: ListedUser[] }
  /** Microsoft could not be asked, or did not answer; `id` is the person's in the copy, where it has one. */
  | { state: "unanswered"; report: ErrorReport; id: string | undefined }
  /** Each question is several requests to Microsoft, which all runs and people share. */
  | { state: "too-many"; seconds: number };

/** Who asks: a reader sees what the copy would show them, an admin whoever is in the directory. */
export type Asker = { id: string; sees: "copy" | "directory" };

/** A person in front of a page; Microsoft's client would repeat a failing call for two minutes. */
const longestSeconds = 20;

/** Questions of one person within a minute, in this process. */
const questions = new RateLimiterMemory({ points: 30, duration: 60 });

/**
 * Answers "why is this person (not) here?" for an object id, a sign-in name or a mail address.
 *
 * @throws what is no fault of Microsoft's: a database that does not answer.
 */
export async function whyHere(context: Context, { asked, by }: { asked: string; by: Asker }): Promise<WhyAnswer> {
  if (asked.includes("\0")) return { state: "nobody", others: [] };
  const known = await personId(context, { idOrName: asked });
  if (by.sees === "copy" && !(await isInCopy(context, known))) {
    return { state: "not-shown", others: await othersLike(context, asked) };
  }
  const wait = await secondsToWait(by);
  if (wait > 0) return { state: "too-many", seconds: wait };
  try {
    const facts = await withinSeconds(longestSeconds, (signal) => findFacts(context, { asked, signal }));
    if (!facts) return { state: "nobody", others: await othersLike(context, asked) };
    const shows = by.sees === "directory" || facts.membership === "member" ? "everything" : "whether-there";
    return { state: "found", facts, shows };
  } catch (error) {
    if (!(error instanceof AppError) || error.code.startsWith("database")) throw error;
    return { state: "unanswered", report: reportOf(error), id: (await isInCopy(context, known)) ? known : undefined };
  }
}

async function isInCopy({ db }: Context, id: string | undefined): Promise<boolean> {
  return id !== undefined && (await db.prisma.microsoftGraphUser.count({ where: { id } })) > 0;
}

const mostOthers = 5;

async function othersLike(context: Context, asked: string): Promise<ListedUser[]> {
  // Of a guest's sign-in name or a mail address, what stands before the @ is the part that names the person.
  const q = asked.split("@")[0]?.trim().slice(0, 200);
  if (!q) return [];
  const { rows } = await users(context, { q, state: "all", sort: "displayName", direction: "asc" });
  return rows.slice(0, mostOthers);
}

async function secondsToWait({ id }: Asker): Promise<number> {
  try {
    await questions.consume(id);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
    throw refused;
  }
}
