import { draw } from "./draw.ts";

/**
 * Who stands where, as pure functions of a person's number: 0 leads, 1 to 10 head the departments, everybody after them
 * has one of eight desks under somebody before them. A few stand where real directories surprise: see {@link places}.
 */
export const heads = 10;
const span = 8;

/** The people that the tests, the sign-in page and the demo know by name. Numbers beyond a small directory do not exist. */
export const places = {
  chief: 0,
  administrator: 1,
  reader: 2,
  withoutRole: 3,
  /** A head of department who is not in the group to sync and supervises many who are. */
  outsideHead: 6,
  mutual: [12, 13],
  ownSupervisor: 14,
  underContact: [15, 16],
  disabledSupervisor: 17,
  withoutSupervisor: 18,
  underOutsider: 19,
  /** Supervises a member, and is in no group at all. */
  outsider: 20,
} as const;

/** The number of the seeded supervisor; undefined for those who have none; "contact" for the organisational contact. */
export function seededSupervisor(seed: number, number: number): number | "contact" | undefined {
  if (number === places.chief) return undefined;
  if (number === places.mutual[0]) return places.mutual[1];
  if (number === places.mutual[1]) return places.mutual[0];
  if (number === places.ownSupervisor) return number;
  if (places.underContact.some((one) => one === number)) return "contact";
  if (number === places.withoutSupervisor) return undefined;
  if (number === places.underOutsider) return places.outsider;
  if (number > heads && draw(seed, number, 2) % 41 === 0) return undefined;
  return deskAbove(number);
}

/** The department a person's branch belongs to, 0 to 9. */
export function branchOf(number: number): number {
  let above = number;
  while (above > heads) above = deskAbove(above);
  return above === 0 ? heads - 1 : above - 1;
}

/** Steps up to the chief: 0 for the chief, 1 for heads of department. */
export function depthOf(number: number): number {
  let depth = 0;
  for (let above = number; above > 0; above = deskAbove(above)) depth += 1;
  return depth;
}

/** Whether anybody sits under this person in a directory of so many. */
export function leads(number: number, people: number): boolean {
  if (number === 0) return true;
  return (number <= heads ? heads + number : heads + 1 + (number - 1) * span) < people;
}

/** The level under the heads goes round the departments, so that all of them grow alike, whatever the number of people. */
function deskAbove(number: number): number {
  if (number <= heads) return 0;
  if (number <= heads + heads * span) return ((number - heads - 1) % heads) + 1;
  return Math.floor((number - heads - 1) / span) + 1;
}

/** About one in ten is in the directory but not in the group to sync. */
export function isOutside(seed: number, number: number): boolean {
  if (number === places.outsideHead || number === places.outsider) return true;
  if (number <= places.outsider) return false;
  return draw(seed, number, 3) % 10 === 0;
}
