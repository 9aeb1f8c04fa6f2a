import type { Change } from "./change-log.ts";
import { type Directory, numberOf } from "./directory.ts";
import { remove } from "./sorted-numbers.ts";

/** Puts a change into the log; what was computed from memberships is void when it may have changed them. */
export function note(directory: Directory, change: Change): void {
  directory.log.push(change);
  if (change.what !== "updated" && change.what !== "supervisor") directory.membershipVersion += 1;
}

/** A number for a new object, under the id its maker chose or under its own. */
export function takeNumber(directory: Directory, chosenId: string | undefined): number {
  const number = directory.nextNumber;
  if (chosenId !== undefined) {
    if (numberOf(directory, chosenId) !== undefined) throw new Error(`The id ${chosenId} is taken.`);
    directory.chosenIds.set(number, chosenId.toLowerCase());
    directory.numbersOfChosenIds.set(chosenId.toLowerCase(), number);
  }
  directory.nextNumber += 1;
  return number;
}

/** Ends a direct membership; false when there was none. */
export function takeOut(directory: Directory, { group, member }: { group: number; member: number }): boolean {
  const taken = remove(directory.members.get(group) ?? [], member);
  if (taken) note(directory, { number: group, what: "member", other: member });
  return taken;
}
