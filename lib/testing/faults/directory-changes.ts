import type { Tenant } from "../../tenant/tenant.ts";

/*
 * A bit of everything between two runs, again and again while the directory stays as large as it is: of each pair below
 * one comes as the other goes.
 */

const crowds = ["Crowd A", "Crowd B"] as const;
const travellers = ["Tia Traveller", "Tom Traveller"] as const;

/** People and groups that `changeDirectory` needs; made before the first run. */
export function prepareDirectory(tenant: Tenant): void {
  const scope = tenant.groupToSync.id;
  for (const displayName of crowds) {
    const { id } = tenant.addGroup({ displayName });
    // More than a page of changes holds, and fewer than the removal guard asks about.
    for (let number = 1; number <= 7; number += 1) {
      tenant.addMember(id, tenant.addUser({ displayName: `${displayName} ${number}` }).id);
    }
  }
  for (const displayName of travellers) tenant.addUser({ displayName });
  tenant.addMember(scope, groupNamed(tenant, crowds[0]));
  tenant.addMember(scope, userNamed(tenant, travellers[0]));
  tenant.addMember(scope, tenant.addUser({ displayName: hire(0) }).id);
}

/**
 * Properties are changed and emptied, supervisors exchanged and taken away; somebody joins, leaves, loses the account;
 * a nested group is exchanged for another one, a group renamed.
 *
 * @param round from 1, one more each time
 */
export function changeDirectory(tenant: Tenant, round: number): void {
  const scope = tenant.groupToSync.id;
  const [coming, going] = round % 2 === 1 ? [1, 0] : [0, 1];
  changePeople(tenant, { round, isOdd: coming === 1 });
  tenant.addMember(scope, userNamed(tenant, travellers[coming] ?? ""));
  tenant.removeMember(scope, userNamed(tenant, travellers[going] ?? ""));
  tenant.addMember(scope, groupNamed(tenant, crowds[coming] ?? ""));
  tenant.removeMember(scope, groupNamed(tenant, crowds[going] ?? ""));
  tenant.addMember(scope, tenant.addUser({ displayName: hire(round) }).id);
  tenant.deleteUser(userNamed(tenant, hire(round - 1)));
  const other = tenant.groups
    .all()
    .find(({ id, displayName }) => id !== scope && !crowds.some((one) => one === displayName));
  tenant.renameGroup(String(other?.id), `Name ${round}`);
}

function changePeople(tenant: Tenant, { round, isOdd }: { round: number; isOdd: boolean }): void {
  const members = tenant.effectiveMembers(tenant.groupToSync.id);
  // More than a page of changes holds.
  for (const id of members.slice(4, 12)) tenant.updateUser(id, { officeLocation: `Room ${round}` });
  const [changed, supervised, boss, otherBoss] = members;
  if (!changed || !supervised || !boss || !otherBoss) throw new Error("Four people at least have to be in the group.");
  tenant.updateUser(changed, { jobTitle: `Keeper of List ${round}`, department: isOdd ? null : "Lists" });
  if (isOdd) tenant.clearManager(changed);
  else tenant.setManager(changed, boss);
  tenant.setManager(supervised, isOdd ? boss : otherBoss);
}

const hire = (round: number) => `Hire ${round}`;

function userNamed(tenant: Tenant, displayName: string): string {
  for (const user of tenant.users.all()) if (user.displayName === displayName) return user.id;
  throw new Error(`Nobody is called ${displayName}.`);
}

function groupNamed(tenant: Tenant, displayName: string): string {
  const [group] = tenant.groups.named(displayName);
  if (!group) throw new Error(`No group is called ${displayName}.`);
  return group.id;
}
