import type { Fault } from "../../tenant/faults.ts";
import type { KindOfRun } from "./fault-row.ts";

/* What the engine asks for, as faults are aimed at it. */

export const listOfUsers = /^GET \/v1\.0\/users\?/;
export const listOfMembers = /^GET \/v1\.0\/groups\/[^/]+\/transitiveMembers(\/microsoft\.graph\.\w+)?\?/;
export const listOfGroups = /^GET \/v1\.0\/groups\?\$select/;
export const changesOfUsers = /^GET \/v1\.0\/users\/delta\?/;
export const changesOfGroups = /^GET \/v1\.0\/groups\/delta\?/;
export const anyCount = /\/\$count/;
export const tokenRequest = "/oauth2/v2.0/token";
/** As items of a batch, where groups are nested. */
export const membersOfOneGroup = /^GET \/v1\.0\/groups\/[^/]+\/members\?/;

/** Asked by calls of their own. */
const wholeCalls = [
  tokenRequest,
  /^GET \/v1\.0\/groups\?\$filter/,
  listOfMembers,
  listOfGroups,
  changesOfUsers,
  changesOfGroups,
  /^POST \/v1\.0\/\$batch/,
  /^GET \/v1\.0\/directory\/deletedItems/,
];

const addresses = [...wholeCalls, listOfUsers, membersOfOneGroup];

type WithoutAim<F> = F extends Fault ? Omit<F, "match" | "times" | "after"> : never;
type Misfortune = WithoutAim<Fault>;

/** Once at each address that a run asks, the token included. */
export function onceEverywhere(fault: Misfortune): Fault[] {
  return addresses.map((match) => ({ ...fault, match }) as Fault);
}

/** The same, but not within a batch: what the line does to an answer it does to a batch as a whole. */
export function onceEveryCall(fault: Misfortune): Fault[] {
  return wholeCalls.map((match) => ({ ...fault, match }) as Fault);
}

/** From the middle of the reading on, for good. */
export function fromTheMiddleOn(fault: Misfortune, { kind }: { kind: KindOfRun }): Fault[] {
  return [{ ...fault, match: inTheMiddle(kind), after: 1, times: "always" } as Fault];
}

/** The long list that this kind of run is in the middle of when something has been read and more is to come. */
export function inTheMiddle(kind: KindOfRun): RegExp {
  return kind === "delta run" ? changesOfUsers : listOfUsers;
}
