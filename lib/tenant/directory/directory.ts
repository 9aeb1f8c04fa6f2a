import { guidOf, numberOfGuid } from "../seed/guid.ts";
import type { Population } from "../seed/people.ts";
import { personOf } from "../seed/people.ts";
import type { Change } from "./change-log.ts";
import type { DirectoryObject, GroupRecord, ObjectKind, UserRecord } from "./records.ts";
import type { SortedNumbers } from "./sorted-numbers.ts";

/**
 * The whole directory. Users 0 to people - 1 exist without being stored: only what was changed is kept. Everything else
 * (groups, devices, users added later) has the numbers after them.
 */
export type Directory = {
  population: Population;
  now: () => Date;
  nextNumber: number;
  /** Live users, kept as a number so that a count costs nothing. */
  userCount: number;
  changedUsers: Map<number, UserRecord>;
  /** Users that were not seeded, ascending. */
  addedUsers: SortedNumbers;
  /** Properties that once had a value and were emptied: delta answers them as null, never-set ones not at all. */
  clearedProperties: Map<number, Set<string>>;
  deletedUsers: Map<number, string>;
  purgedUsers: Set<number>;
  groups: Map<number, GroupRecord>;
  deletedGroups: Map<number, "changed" | "deleted">;
  members: Map<number, SortedNumbers>;
  others: Map<number, DirectoryObject>;
  /** By user number; -1 for none. */
  supervisors: Int32Array;
  /** Ids that were chosen by whoever added the object. */
  chosenIds: Map<number, string>;
  numbersOfChosenIds: Map<string, number>;
  addresses: Map<string, number> | undefined;
  names: NamesInOrder | undefined;
  log: Change[];
  /** Moves with every change of memberships or groups; what was computed from them is kept until then. */
  membershipVersion: number;
  closures: Map<number, { version: number; numbers: readonly number[] }>;
};

/**
 * Live users in the order of their userPrincipalName, lower case: whoever begins with a text is found by bisection.
 * Made anew only when a name came, went or changed, as the log tells.
 */
export type NamesInOrder = {
  names: readonly string[];
  numbers: readonly number[];
  /** How much of the log it knows. */
  upTo: number;
  /** Answers that were asked for lately: every page of a slice asks the same. */
  lately: Map<string, readonly number[]>;
};

export function idOf(directory: Directory, number: number): string {
  return directory.chosenIds.get(number) ?? guidOf(directory.population.seed, number);
}

/** The number behind an object id, whatever kind and whether or not it is deleted. */
export function numberOf(directory: Directory, id: string): number | undefined {
  const lower = id.toLowerCase();
  const number = directory.numbersOfChosenIds.get(lower) ?? numberOfGuid(directory.population.seed, lower);
  if (number === undefined || number < 0 || number >= directory.nextNumber) return undefined;
  return number;
}

export function isUser(directory: Directory, number: number): boolean {
  const exists = (number >= 0 && number < directory.population.people) || directory.changedUsers.has(number);
  return exists && !directory.purgedUsers.has(number);
}

export function isLiveUser(directory: Directory, number: number): boolean {
  return isUser(directory, number) && !directory.deletedUsers.has(number);
}

/** A user's record, deleted or not; its userPrincipalName is the one it had when alive. */
export function userRecord(directory: Directory, number: number): UserRecord {
  return directory.changedUsers.get(number) ?? personOf(directory.population, number);
}

export function kindOf(directory: Directory, number: number): ObjectKind | undefined {
  if (isUser(directory, number)) return "user";
  if (directory.groups.has(number)) return "group";
  return directory.others.get(number)?.kind;
}

/** A live object of any kind. */
export function objectOf(directory: Directory, number: number): DirectoryObject | undefined {
  if (isLiveUser(directory, number)) return { kind: "user", values: userRecord(directory, number) };
  const group = directory.groups.get(number);
  if (group) return { kind: "group", values: group };
  return directory.others.get(number);
}

/** Live users in ascending order, after a number. */
export function* usersAfter(directory: Directory, after: number): Generator<number> {
  const { people } = directory.population;
  for (let number = after + 1; number < people; number += 1) if (isLiveUser(directory, number)) yield number;
  for (const number of directory.addedUsers) if (number > after && isLiveUser(directory, number)) yield number;
}

/** A live user by object id or userPrincipalName. */
export function findUser(directory: Directory, idOrName: string): number | undefined {
  const number = numberOf(directory, idOrName) ?? addressBook(directory).get(idOrName.toLowerCase());
  return number !== undefined && isLiveUser(directory, number) ? number : undefined;
}

export function findGroup(directory: Directory, id: string): number | undefined {
  const number = numberOf(directory, id);
  return number !== undefined && directory.groups.has(number) ? number : undefined;
}

/** The live supervisor: a user or an organisational contact. A deleted one is not shown, but comes back when restored. */
export function supervisorOf(directory: Directory, number: number): number | undefined {
  const above = directory.supervisors[number] ?? -1;
  return above >= 0 && (isLiveUser(directory, above) || directory.others.has(above)) ? above : undefined;
}

export function directReportsOf(directory: Directory, number: number): number[] {
  const reports: number[] = [];
  const { supervisors } = directory;
  for (let at = supervisors.indexOf(number); at >= 0; at = supervisors.indexOf(number, at + 1)) {
    if (isLiveUser(directory, at)) reports.push(at);
  }
  return reports;
}

/** userPrincipalName in lower case → number, of live users; built on the first question, then kept up. */
export function addressBook(directory: Directory): Map<string, number> {
  if (directory.addresses) return directory.addresses;
  const book = new Map<string, number>();
  for (const number of usersAfter(directory, -1)) {
    book.set(userRecord(directory, number).userPrincipalName.toLowerCase(), number);
  }
  directory.addresses = book;
  return book;
}
