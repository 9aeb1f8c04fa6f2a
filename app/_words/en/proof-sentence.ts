import type { Proof } from "#lib/commands/runs.ts";
import { count, counted, people } from "./amounts.ts";

/** What showed that the run had read everything, as sentences. */
export function proofSentence({
  members,
  users,
  groups,
  roundsEnded,
  askedById,
  onePerson,
  memberships,
}: Proof): string {
  const sentences = [
    onePerson && "The person and their membership were asked for by id; nobody else was read.",
    roundsEnded && "Microsoft’s changes of users and groups were read to their ends.",
    members &&
      `${counted(members.read, { one: "member", many: "members" })} of the group read${inSlices(members.slices)}${against(members.counted)}.`,
    members?.instead,
    users && `${people(users.read)} read ${way(users)}${against(users.counted)}.`,
    users?.instead,
    groups && `${counted(groups.read, { one: "group", many: "groups" })} read${against(groups.counted)}.`,
    memberships &&
      `Direct members of ${counted(memberships.groups, { one: "group", many: "groups" })} outside the scope read.`,
    memberships &&
      memberships.refused > 0 &&
      `${counted(memberships.refused, { one: "group does", many: "groups do" })} not show them and kept what was known.`,
    memberships &&
      memberships.doubted > 0 &&
      `${counted(memberships.doubted, { one: "list", many: "lists" })} shorter than Microsoft counts: what was known stays.`,
    askedById > 0 && `${people(askedById)} missing from a list asked for by id.`,
  ];
  return sentences.filter((sentence) => typeof sentence === "string").join(" ");
}

function way({ plan, slices, pageSize }: NonNullable<Proof["users"]>): string {
  if (plan === "by-id") return "by id";
  const list = `from the directory’s list${inSlices(slices)}`;
  return pageSize ? `${list}, ${count(pageSize)} on a page` : list;
}

function inSlices(slices: number | undefined): string {
  return slices ? ` in ${count(slices)} slices side by side` : "";
}

function against(number: number | null): string {
  return number === null ? "" : `, ${count(number)} counted by Microsoft`;
}
