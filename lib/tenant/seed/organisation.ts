import type { Directory } from "../directory/directory.ts";
import { draw } from "./draw.ts";
import { guidOf } from "./guid.ts";
import { branchOf, isOutside, seededSupervisor } from "./hierarchy.ts";
import { plantOtherGroups } from "./other-groups.ts";
import type { Population } from "./people.ts";
import { nest, plantGroup, plantOther } from "./planting.ts";
import { departments } from "./workplaces.ts";

/** The name of the group to sync in every seeded directory. */
export const groupToSyncName = "All Employees";

/** A seeded directory: the people, a tree of department groups under the group to sync, and groups of every kind. */
export function seededDirectory(population: Population, now: () => Date): Directory {
  const directory: Directory = {
    population,
    now,
    nextNumber: population.people,
    userCount: population.people,
    changedUsers: new Map(),
    addedUsers: [],
    clearedProperties: new Map(),
    deletedUsers: new Map(),
    purgedUsers: new Set(),
    groups: new Map(),
    deletedGroups: new Map(),
    members: new Map(),
    others: new Map(),
    supervisors: new Int32Array(population.people + 128).fill(-1),
    chosenIds: new Map(),
    numbersOfChosenIds: new Map(),
    addresses: undefined,
    names: undefined,
    log: [],
    membershipVersion: 0,
    closures: new Map(),
  };
  const everyone = plantGroup(directory, { displayName: groupToSyncName, description: "Everybody who works here" });
  plantMemberships(directory, everyone);
  plantOtherGroups(directory);
  plantSupervisors(directory, plantContact(directory));
  return directory;
}

function plantSupervisors(directory: Directory, contact: number): void {
  const { seed, people } = directory.population;
  for (let number = 0; number < people; number += 1) {
    const above = seededSupervisor(seed, number);
    if (above === "contact") directory.supervisors[number] = contact;
    else if (above !== undefined && above < people) directory.supervisors[number] = above;
  }
}

type Tree = { department: number; teams: number[] };

/**
 * A head sits directly in the group to sync, some sit in their department, most in a team two groups deep; a few are in
 * two places. Platform contains Engineering again: Entra allows such a cycle, and readers must survive it.
 */
function plantMemberships(directory: Directory, everyone: number): void {
  const trees = departments.map((department): Tree => {
    const own = plantGroup(directory, {
      displayName: `${department.name} Department`,
      description: `Department ${department.name}`,
    });
    nest(directory, everyone, own);
    const teams = department.teams.map((team) =>
      plantGroup(directory, { displayName: `${team} Team`, description: `${department.name}: ${team}` }),
    );
    for (const team of teams) nest(directory, own, team);
    return { department: own, teams };
  });
  const onCall = plantGroup(directory, { displayName: "Platform on call" });
  const [engineering] = trees;
  const [platform] = engineering?.teams ?? [];
  if (engineering && platform !== undefined) {
    nest(directory, platform, onCall);
    nest(directory, platform, engineering.department);
    plantThings(directory, engineering.department);
  }
  const { seed, people } = directory.population;
  for (let number = 0; number < people; number += 1) {
    if (isOutside(seed, number)) continue;
    for (const group of seatsOf(seed, number, { everyone, trees, onCall })) nest(directory, group, number);
  }
  // Numbers of groups are higher than those of people, and the lists must ascend.
  for (const members of directory.members.values()) members.sort((a, b) => a - b);
}

function seatsOf(
  seed: number,
  number: number,
  seats: { everyone: number; trees: readonly Tree[]; onCall: number },
): number[] {
  const tree = seats.trees[branchOf(number)];
  const chance = draw(seed, number, 13);
  if (!tree || number <= 10 || chance % 10 === 0) return [seats.everyone];
  const team = tree.teams[chance % tree.teams.length] ?? tree.department;
  if (chance % 10 < 3) return [tree.department];
  if (chance % 50 === 7) return [seats.everyone, team];
  if (tree === seats.trees[0] && chance % 10 === 4) return [seats.onCall];
  return [team];
}

function plantContact(directory: Directory): number {
  return plantOther(directory, "orgContact", {
    displayName: "Vendor Desk",
    givenName: null,
    surname: null,
    companyName: "Fabrikam",
    mail: "desk@fabrikam.example",
    mailNickname: "vendor.desk",
    proxyAddresses: ["SMTP:desk@fabrikam.example"],
  });
}

/** Groups hold more than people: whoever reads members has to look at their type. */
function plantThings(directory: Directory, group: number): void {
  nest(
    directory,
    group,
    plantOther(directory, "device", {
      displayName: "LAPTOP-0042",
      deviceId: guidOf(directory.population.seed ^ 42, 1),
      operatingSystem: "Windows",
      accountEnabled: true,
    }),
  );
  nest(
    directory,
    group,
    plantOther(directory, "servicePrincipal", {
      displayName: "Build Robot",
      appId: guidOf(directory.population.seed ^ 42, 2),
      accountEnabled: true,
    }),
  );
}
