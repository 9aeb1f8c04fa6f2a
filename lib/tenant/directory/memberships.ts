import type { Directory } from "./directory.ts";
import { isLiveUser } from "./directory.ts";
import { contains } from "./sorted-numbers.ts";

const nobody: readonly number[] = [];

/** Direct members, ascending; soft-deleted users are still among them and must be left out when shown. */
export function directMembers(directory: Directory, group: number): readonly number[] {
  return directory.members.get(group) ?? nobody;
}

/** Everything inside a group however deep, ascending, nested groups included, the group itself not. */
export function transitiveMembers(directory: Directory, group: number): readonly number[] {
  const known = directory.closures.get(group);
  if (known?.version === directory.membershipVersion) return known.numbers;
  const inside = new Set<number>();
  const waiting = [group];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const member of directMembers(directory, next)) {
      if (inside.has(member)) continue;
      inside.add(member);
      if (directory.groups.has(member)) waiting.push(member);
    }
  }
  inside.delete(group);
  const numbers = Int32Array.from(inside).sort();
  const kept = Array.from(numbers);
  directory.closures.set(group, { version: directory.membershipVersion, numbers: kept });
  return kept;
}

/** The groups an object is directly in. */
export function groupsOf(directory: Directory, member: number): number[] {
  return [...directory.groups.keys()].filter((group) => contains(directMembers(directory, group), member));
}

/** The groups an object is in, directly or through others. */
export function transitiveGroupsOf(directory: Directory, member: number): number[] {
  const above = new Set<number>();
  const waiting = groupsOf(directory, member);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (above.has(next)) continue;
    above.add(next);
    waiting.push(...groupsOf(directory, next));
  }
  return [...above].sort((a, b) => a - b);
}

/** Live users of a group, nested ones included: what a right synchronisation must end with. */
export function effectiveUsers(directory: Directory, group: number): number[] {
  return transitiveMembers(directory, group).filter((number) => isLiveUser(directory, number));
}
