import { seconds } from "../seed/people.ts";
import type { Directory } from "./directory.ts";
import { addressBook, directReportsOf, idOf, isLiveUser, isUser, numberOf, userRecord } from "./directory.ts";
import { groupsOf } from "./memberships.ts";
import { note, takeNumber, takeOut } from "./note-change.ts";
import type { UserRecord } from "./records.ts";
import { remove } from "./sorted-numbers.ts";

/** What can happen to users. Ids that name nothing throw: a test that changes nobody would prove nothing. */

export function addUser(directory: Directory, given: Partial<UserRecord> = {}): UserRecord {
  const number = takeNumber(directory, given.id);
  const local = given.userPrincipalName?.split("@")[0] ?? `person.${number}`;
  const address = given.userPrincipalName ?? `${local}@${directory.population.domain}`;
  const record: UserRecord = {
    ...blankUser(directory),
    mail: address,
    mailNickname: local,
    displayName: `Person ${number}`,
    ...given,
    userPrincipalName: address,
    id: idOf(directory, number),
  };
  directory.changedUsers.set(number, record);
  directory.addedUsers.push(number);
  directory.userCount += 1;
  growSupervisors(directory, number);
  directory.addresses?.set(address.toLowerCase(), number);
  note(directory, { number, what: "created" });
  return record;
}

export function updateUser(directory: Directory, id: string, changes: Partial<UserRecord>): UserRecord {
  const number = userNumber(directory, id);
  const before = userRecord(directory, number);
  const record = { ...before, ...changes, id: before.id };
  directory.changedUsers.set(number, record);
  if (directory.addresses && before.userPrincipalName !== record.userPrincipalName) {
    directory.addresses.delete(before.userPrincipalName.toLowerCase());
    directory.addresses.set(record.userPrincipalName.toLowerCase(), number);
  }
  const properties = Object.keys(changes).filter((name) => name !== "id");
  rememberCleared(directory, number, { before, properties });
  note(directory, { number, what: "updated", properties });
  return record;
}

/** Soft-deletes: the user goes to the deleted items and keeps memberships and supervisor for a restore. */
export function deleteUser(directory: Directory, id: string): void {
  const number = userNumber(directory, id);
  const reports = directReportsOf(directory, number);
  directory.addresses?.delete(userRecord(directory, number).userPrincipalName.toLowerCase());
  directory.deletedUsers.set(number, seconds(directory.now()));
  directory.userCount -= 1;
  note(directory, { number, what: "deleted" });
  // Should the user be restored within the same delta round, the reader still has to learn who is supervisor no more.
  noteSupervisor(directory, number);
  for (const report of reports) note(directory, { number: report, what: "supervisor", other: number });
}

/** Deletes for good, memberships and all; a live user is soft-deleted first. */
export function purgeUser(directory: Directory, id: string): void {
  const number = knownUser(directory, id);
  if (isLiveUser(directory, number)) deleteUser(directory, id);
  for (const group of groupsOf(directory, number)) takeOut(directory, { group, member: number });
  for (let at = directory.supervisors.indexOf(number); at >= 0; at = directory.supervisors.indexOf(number, at + 1)) {
    directory.supervisors[at] = -1;
  }
  directory.purgedUsers.add(number);
  directory.deletedUsers.delete(number);
  directory.changedUsers.delete(number);
  remove(directory.addedUsers, number);
  note(directory, { number, what: "purged" });
}

export function restoreUser(directory: Directory, id: string): UserRecord {
  const number = knownUser(directory, id);
  if (!directory.deletedUsers.delete(number)) throw new Error(`User ${id} is not among the deleted items.`);
  const record = userRecord(directory, number);
  directory.userCount += 1;
  directory.addresses?.set(record.userPrincipalName.toLowerCase(), number);
  note(directory, { number, what: "restored" });
  note(directory, { number, what: "supervisor" });
  for (const report of directReportsOf(directory, number)) note(directory, { number: report, what: "supervisor" });
  return record;
}

/** Sets a user or an organisational contact as supervisor; `undefined` clears. */
export function setSupervisor(directory: Directory, id: string, supervisorId: string | undefined): void {
  const number = userNumber(directory, id);
  const above = supervisorId === undefined ? -1 : numberOf(directory, supervisorId);
  if (above === undefined) throw new Error(`There is no object ${supervisorId} to be a supervisor.`);
  noteSupervisor(directory, number);
  directory.supervisors[number] = above;
}

/** Logs a change of supervisor, naming the one there was until now. */
function noteSupervisor(directory: Directory, number: number): void {
  const before = directory.supervisors[number] ?? -1;
  note(directory, { number, what: "supervisor", ...(before >= 0 ? { other: before } : {}) });
}

function growSupervisors(directory: Directory, number: number): void {
  if (number >= directory.supervisors.length) {
    const grown = new Int32Array(Math.max(number + 64, Math.ceil(directory.supervisors.length * 1.25))).fill(-1);
    grown.set(directory.supervisors);
    directory.supervisors = grown;
  }
}

function rememberCleared(
  directory: Directory,
  number: number,
  change: { before: UserRecord; properties: string[] },
): void {
  const before: Record<string, unknown> = change.before;
  const cleared = directory.clearedProperties.get(number) ?? new Set<string>();
  for (const name of change.properties) if (before[name] !== null && before[name] !== undefined) cleared.add(name);
  directory.clearedProperties.set(number, cleared);
}

function userNumber(directory: Directory, id: string): number {
  const number = knownUser(directory, id);
  if (!isLiveUser(directory, number)) throw new Error(`User ${id} is deleted.`);
  return number;
}

function knownUser(directory: Directory, id: string): number {
  const number = numberOf(directory, id) ?? addressBook(directory).get(id.toLowerCase());
  if (number === undefined || !isUser(directory, number)) throw new Error(`There is no user ${id}.`);
  return number;
}

function blankUser(directory: Directory): Omit<UserRecord, "id" | "userPrincipalName"> {
  return {
    accountEnabled: true,
    businessPhones: [],
    city: null,
    companyName: null,
    country: null,
    createdDateTime: seconds(directory.now()),
    creationType: null,
    department: null,
    displayName: null,
    employeeHireDate: null,
    employeeId: null,
    employeeType: null,
    externalUserState: null,
    externalUserStateChangeDateTime: null,
    faxNumber: null,
    givenName: null,
    jobTitle: null,
    mail: null,
    mailNickname: null,
    mobilePhone: null,
    officeLocation: null,
    onPremisesSyncEnabled: null,
    otherMails: [],
    postalCode: null,
    preferredLanguage: null,
    proxyAddresses: [],
    state: null,
    streetAddress: null,
    surname: null,
    usageLocation: null,
    userType: "Member",
  };
}
