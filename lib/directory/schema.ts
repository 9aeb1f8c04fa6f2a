import { z } from "zod";
import { AppError } from "../errors.ts";
import { changeKinds, groupKinds, objectIdOf, problemKinds } from "./model.ts";

/**
 * What an address or a command line may say. Of several values of one name the first counts, as in a form sent twice,
 * but where several can be chosen.
 */
export type Parameters = Record<string, string | string[] | undefined>;

// PostgreSQL takes no NUL in a text. Longer searches than names are long find nobody.
const searchText = z
  .string()
  .max(200)
  .refine((value) => !value.includes("\0"))
  .transform((value) => value.trim() || undefined)
  .optional();
const yesOrNo = z
  .enum(["yes", "no"])
  .transform((value) => value === "yes")
  .optional();
const oneOrMore = z
  .preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(z.string().max(200)).max(50))
  .refine((values) => values.every((value) => !value.includes("\0")));
const severalChosen: readonly string[] = ["department", "country"];
const direction = z.enum(["asc", "desc"]);
const cursor = z.string().max(4096).optional();
const place = { after: cursor, before: cursor };
const objectId = z.string().transform((value, issues) => {
  const id = objectIdOf(value);
  if (id) return id;
  issues.addIssue({ code: "custom", message: "is not an object id" });
  return z.NEVER;
});

export const userSorts = ["displayName", "userPrincipalName", "department", "jobTitle", "changedAt"] as const;
export type UserSort = (typeof userSorts)[number];

const userFilters = z.object({
  /** Words that name, sign-in name, mail, employee id, job title or department must hold; or an object id. */
  q: searchText,
  state: z.enum(["live", "removed", "all"]).default("live"),
  enabled: yesOrNo,
  guest: yesOrNo,
  withoutSupervisor: yesOrNo,
  /** Any of these, to the letter. */
  department: oneOrMore.optional(),
  country: oneOrMore.optional(),
  /** Only the people of this supervisor, named by object id. */
  supervisor: objectId.optional(),
});
export type UserFilters = z.output<typeof userFilters>;

export const usersQuery = userFilters.extend({
  ...place,
  sort: z.enum(userSorts).default("displayName"),
  direction: direction.default("asc"),
});
export type UsersQuery = z.output<typeof usersQuery>;

/** As many people can be picked out of the list by hand as one page of it shows. */
const mostPicked = 50;
const objectIds = z
  .string()
  .transform((value) => [...new Set(value.split(",").filter((id) => id.trim() !== ""))])
  .pipe(z.array(objectId).max(mostPicked));

/** What a download of people may say beside what the list may: only these, named by object ids between commas. */
export const usersDownload = usersQuery.extend({ ids: objectIds.optional() });

export const supervisorSorts = ["people", "below", "levels", "displayName"] as const;
export type SupervisorSort = (typeof supervisorSorts)[number];

export const supervisorsQuery = z.object({
  ...place,
  q: searchText,
  /** Whether the supervisor is themselves a live person of the mirror, a removed one, or none of its people. */
  presence: z.enum(["all", "live", "removed", "outside"]).default("all"),
  /** Whether their account is; of who is outside the mirror that is not known. */
  enabled: yesOrNo,
  sort: z.enum(supervisorSorts).default("people"),
  direction: direction.default("desc"),
});
export type SupervisorsQuery = z.output<typeof supervisorsQuery>;

export const qualityQuery = z.object({ ...place, kind: z.enum(problemKinds).optional() });
export type QualityQuery = z.output<typeof qualityQuery>;

export const qualityDownload = z.object({ kind: z.enum(problemKinds) });

/** Whose people a branch of the chart shows; without anybody, where the chart begins. */
export const branchQuery = z.object({ after: cursor, supervisor: objectId.optional() });
export type BranchQuery = z.output<typeof branchQuery>;

export const groupSorts = ["displayName", "mail", "changedAt"] as const;
export type GroupSort = (typeof groupSorts)[number];

export const groupsQuery = z.object({
  ...place,
  q: searchText,
  /** Only the group to sync and the groups nested in it, or only the others. */
  scope: z.enum(["all", "in", "out"]).default("all"),
  kind: z.enum(groupKinds).optional(),
  state: z.enum(["live", "removed", "all"]).default("live"),
  sort: z.enum(groupSorts).default("displayName"),
  direction: direction.default("asc"),
});
export type GroupsQuery = z.output<typeof groupsQuery>;

/** `all`: also the people who are members through groups nested in it. */
export const membersQuery = z.object({ ...place, members: z.enum(["direct", "all"]).default("direct") });
export type MembersQuery = z.output<typeof membersQuery>;

const lineNumber = z.string().regex(/^\d{1,18}$/);

/** What of a run a page shows: which of its changes, and which of the people it holds. */
export const runQuery = z.object({
  kind: z.enum(changeKinds).optional(),
  /** Graph's name of a property. */
  field: z
    .string()
    .regex(/^[A-Za-z]{1,60}$/)
    .optional(),
  q: searchText,
  after: lineNumber.optional(),
  heldAfter: objectId.optional(),
});
export type RunQuery = z.output<typeof runQuery>;

export const runsQuery = z.object({
  /** A run number. */
  before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  /** The day of whoever looks on which they ended. */
  day: z.iso.date().optional(),
});

const downloadQuery = z.object({ columns: z.string().max(2000).optional(), excel: yesOrNo, raw: yesOrNo });

/** How a download is to be written: which columns, for Excel, or without the guard against spreadsheets. */
export function readDownload(parameters: Parameters): z.output<typeof downloadQuery> {
  return readQuery(downloadQuery, parameters);
}

/**
 * Reads the parameters of a list. Names it does not know are left alone; an empty value counts as absent, because a
 * form sends its empty fields too.
 *
 * @throws AppError `bad-input` naming every parameter that says something impossible.
 */
export function readQuery<Schema extends z.ZodObject>(schema: Schema, parameters: Parameters): z.output<Schema> {
  const single = Object.entries(parameters).map(([name, value]) => {
    const values = (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== "");
    return [name, severalChosen.includes(name) ? values : values.slice(0, 1)] as const;
  });
  const said = Object.fromEntries(
    single
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  );
  const parsed = schema.safeParse(said);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
  throw new AppError(
    "bad-input",
    `The address asks for something that does not exist: look at ${names.join(", ")}, or start again from the list.`,
  );
}
