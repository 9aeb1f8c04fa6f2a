import type { Proof } from "#lib/commands/runs.ts";
import { count, counted, people } from "../../_ui/amounts.ts";

/** What showed that the run had read everything, as sentences. */
export function proofSentence({ members, users, groups, roundsEnded, askedById }: Proof): string {
  const sentences = [
    roundsEnded && "Microsoft’s changes of users and groups were read to their ends.",
    members &&
      `${counted(members.read, { one: "member", many: "members" })} of the group read${against(members.counted)}.`,
    users &&
      `${people(users.read)} read ${users.plan === "by-id" ? "by id" : "from the directory’s list"}${against(users.counted)}.`,
    groups && `${counted(groups.read, { one: "group", many: "groups" })} read${against(groups.counted)}.`,
    askedById > 0 && `${people(askedById)} missing from a list asked for by id.`,
  ];
  return sentences.filter((sentence) => typeof sentence === "string").join(" ");
}

function against(number: number | null): string {
  return number === null ? "" : `, ${count(number)} counted by Microsoft`;
}
