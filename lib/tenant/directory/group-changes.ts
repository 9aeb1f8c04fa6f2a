import { seconds } from "../seed/people.ts";
import type { Directory } from "./directory.ts";
import { findGroup, idOf, numberOf } from "./directory.ts";
import { groupsOf } from "./memberships.ts";
import { note, takeNumber, takeOut } from "./note-change.ts";
import type { GroupRecord } from "./records.ts";
import { insert } from "./sorted-numbers.ts";

/** What can happen to groups. Ids that name nothing throw. */

export function addGroup(directory: Directory, given: Partial<GroupRecord> = {}): GroupRecord {
  const number = takeNumber(directory, given.id);
  const displayName = given.displayName ?? `Group ${number}`;
  const record: GroupRecord = {
    ...blankGroup(directory),
    mailNickname: `group${number}`,
    ...given,
    displayName,
    id: idOf(directory, number),
  };
  directory.groups.set(number, record);
  directory.members.set(number, []);
  note(directory, { number, what: "created" });
  return record;
}

export function renameGroup(directory: Directory, id: string, displayName: string): void {
  const number = groupNumber(directory, id);
  const group = directory.groups.get(number);
  if (group) directory.groups.set(number, { ...group, displayName });
  note(directory, { number, what: "updated", properties: ["displayName"] });
}

/** A Microsoft 365 group can be restored for 30 days (delta says "changed"), a security group is gone ("deleted"). */
export function deleteGroup(directory: Directory, id: string): void {
  const number = groupNumber(directory, id);
  const unified = directory.groups.get(number)?.groupTypes.includes("Unified");
  for (const group of groupsOf(directory, number)) takeOut(directory, { group, member: number });
  directory.groups.delete(number);
  directory.members.delete(number);
  directory.deletedGroups.set(number, unified ? "changed" : "deleted");
  note(directory, { number, what: "deleted" });
}

export function addMember(directory: Directory, groupId: string, objectId: string): void {
  const group = groupNumber(directory, groupId);
  const member = numberOf(directory, objectId);
  if (member === undefined) throw new Error(`There is no object ${objectId} to be a member.`);
  const members = directory.members.get(group) ?? [];
  directory.members.set(group, members);
  if (insert(members, member)) note(directory, { number: group, what: "member", other: member });
}

export function removeMember(directory: Directory, groupId: string, objectId: string): void {
  const group = groupNumber(directory, groupId);
  const member = numberOf(directory, objectId);
  if (member === undefined || !takeOut(directory, { group, member })) {
    throw new Error(`Object ${objectId} is not a direct member of group ${groupId}.`);
  }
}

function groupNumber(directory: Directory, id: string): number {
  const number = findGroup(directory, id);
  if (number === undefined) throw new Error(`There is no group ${id}.`);
  return number;
}

function blankGroup(directory: Directory): Omit<GroupRecord, "id" | "displayName"> {
  const createdDateTime = seconds(directory.now());
  return {
    createdDateTime,
    description: null,
    groupTypes: [],
    mail: null,
    mailEnabled: false,
    mailNickname: "group",
    membershipRule: null,
    membershipRuleProcessingState: null,
    proxyAddresses: [],
    renewedDateTime: createdDateTime,
    securityEnabled: true,
    visibility: null,
  };
}
