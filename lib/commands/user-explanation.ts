import type { UserFacts } from "./user-facts.ts";

/** Why a person is in the copy or not: the account, the group, the copy, and what the next run will do. */
export function explainUser(facts: UserFacts): string[] {
  return [accountSentence(facts), groupSentence(facts), copySentence(facts), nextSentence(facts)].filter(
    (sentence) => sentence !== undefined,
  );
}

function accountSentence({ directory, accountDeletedAt }: UserFacts): string {
  if (accountDeletedAt !== null) {
    return `The account does not exist in the directory: it was deleted, ${day(new Date(accountDeletedAt))}, and can be restored for 30 days.`;
  }
  if (!directory) return "The account does not exist in the directory: it was deleted, or never was there.";
  if (directory.accountEnabled === false) {
    return "The account exists and is disabled; disabled accounts are copied like all others.";
  }
  return "The account exists.";
}

function groupSentence({ groupToSync, membership, path, otherWays }: UserFacts): string | undefined {
  switch (groupToSync.state) {
    case "everyone":
      return "Every user of the directory is copied.";
    case "unset":
      return "No group to sync is set: set MSGRAPH_GROUP_NAME_TO_SYNC, or choose a group under Settings.";
    case "missing":
      return `No group is named "${groupToSync.setting}": correct the group to sync.`;
    case "ambiguous":
      return `Several groups are named "${groupToSync.setting}" (${groupToSync.ids.join(", ")}): set the object id of the one that is meant.`;
    case "found":
  }
  const name = `the group to sync, "${groupToSync.displayName ?? groupToSync.id}"`;
  if (membership === "account-missing") return undefined;
  if (membership === "not-member") {
    return `The account is not in ${name}, nor in a group nested in it: add it there and it comes with the next run.`;
  }
  if (path.length === 0) return `The account is in ${name}; Graph does not show through which group.`;
  const { count, isExact } = otherWays;
  const ways = `${isExact ? "" : "at least "}${count} other ${count === 1 ? "way" : "ways"}`;
  const besides = count === 0 ? "" : ` There ${count === 1 && isExact ? "is" : "are"} ${ways} in.`;
  if (path.length === 1) return `The account is a direct member of ${name}.${besides}`;
  const way = path.slice(0, -1).map((group) => `"${group.displayName ?? group.id}"`);
  return `The account is in ${name}, through ${way.join(" in ")}.${besides}`;
}

function copySentence({ mirror, lastChange }: UserFacts): string {
  if (!mirror) return "The copy has never had this person.";
  const change = lastChange ? ` Run ${lastChange.run} saw the last change, ${day(lastChange.at)}.` : "";
  if (!mirror.deletedAt) return `The copy has this person since ${day(mirror.firstSeenAt)}.${change}`;
  const reason = mirror.deletedReason ?? "no reason noted";
  return `The copy holds this person as removed since ${day(mirror.deletedAt)} (${reason}).${change}`;
}

function nextSentence({ mirror, membership, held }: UserFacts): string | undefined {
  const isLive = mirror !== null && mirror.deletedAt === null;
  if (held) {
    return `Run ${held.run} would remove this person (${held.reason}) and waits for a yes: approve or reject it under Runs.`;
  }
  if (membership === "unknown") return undefined;
  if (membership === "member" && !isLive)
    return `The next run will ${mirror ? "bring this person back" : "add this person"}.`;
  if (membership !== "member" && isLive) {
    const reason = membership === "account-missing" ? "account-deleted" : "left-group";
    return `The next run will remove this person (${reason}).`;
  }
  return undefined;
}

function day(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
