import { groupColumns, userColumns } from "../directory/model.ts";
import { AppError } from "../errors.ts";

/** The columns of each download, in order; Graph's own property names wherever Graph has one. */
export const userCsvColumns: readonly string[] = [
  "id",
  ...Object.keys(userColumns),
  "supervisorId",
  "supervisorDisplayName",
  "supervisorUserPrincipalName",
  "deletedAt",
  "deletedReason",
];

/** Ours and not the directory's: it is another after every change, so only who names it gets it. */
export const userCsvOnRequest: readonly string[] = ["changedAt"];

export const groupCsvColumns: readonly string[] = ["id", ...Object.keys(groupColumns), "deletedAt", "deletedReason"];

/** A line of a preview's plan: whom it is about, and what would change. */
export const planCsvColumns: readonly string[] = [
  "userId",
  "displayName",
  "userPrincipalName",
  "kind",
  "field",
  "before",
  "after",
];

export const auditCsvColumns: readonly string[] = ["id", "at", "actorId", "actorName", "kind", "about", "details"];

export const supervisorCsvColumns: readonly string[] = [
  "supervisorId",
  "supervisorDisplayName",
  "supervisorUserPrincipalName",
  "supervisorType",
  "presence",
  "numberOfPeople",
  "numberOfAllBelow",
  "levelsBelow",
];

/** A line of the quality report: a person whose supervisor is to be looked at in Entra. */
export const qualityCsvColumns: readonly string[] = [
  "problem",
  "id",
  "userPrincipalName",
  "displayName",
  "jobTitle",
  "department",
  "supervisorId",
  "supervisorDisplayName",
  "supervisorUserPrincipalName",
];

/**
 * The columns somebody asked for by name, separated by commas, in the order asked; all of them when nothing was asked.
 *
 * @throws AppError `bad-input` naming the unknown ones and the known ones.
 */
export function chooseColumns(
  asked: string | undefined,
  { known, onRequest = [] }: { known: readonly string[]; onRequest?: readonly string[] },
): readonly string[] {
  if (asked === undefined) return known;
  const names = asked.split(",").map((name) => name.trim());
  const chosen = [...new Set(names.filter((name) => name !== ""))];
  const all = [...known, ...onRequest];
  const unknown = chosen.filter((name) => !all.includes(name));
  if (unknown.length === 0 && chosen.length > 0) return chosen;
  const problem = unknown.length > 0 ? `There is no column ${unknown.join(", ")}.` : "No column was named.";
  throw new AppError("bad-input", `${problem} The columns are ${all.join(", ")}.`);
}
