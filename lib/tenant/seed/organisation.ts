import type { Directory } from "../directory/directory.ts";
import type { GroupRecord } from "../directory/records.ts";
import { draw } from "./draw.ts";
import { guidOf } from "./guid.ts";
import { branchOf, isOutside, places, seededSupervisor } from "./hierarchy.ts";
import { isGuest, type Population, seconds } from "./people.ts";
import { departments, offices } from "./workplaces.ts";

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
  places: { everyone: number; trees: readonly Tree[]; onCall: number },
): number[] {
  const tree = places.trees[branchOf(number)];
  const chance = draw(seed, number, 13);
  if (!tree || number <= 10 || chance % 10 === 0) return [places.everyone];
  const team = tree.teams[chance % tree.teams.length] ?? tree.department;
  if (chance % 10 < 3) return [tree.department];
  if (chance % 50 === 7) return [places.everyone, team];
  if (tree === places.trees[0] && chance % 10 === 4) return [places.onCall];
  return [team];
}

const kinds = {
  unified: { groupTypes: ["Unified"], mailEnabled: true, securityEnabled: false, visibility: "Private" },
  mailSecurity: { mailEnabled: true, securityEnabled: true },
  distribution: { mailEnabled: true, securityEnabled: false },
} satisfies Record<string, Partial<GroupRecord>>;

/** Groups that are not read by a synchronisation of the group to sync, but are listed, exported and mistaken for it. */
function plantOtherGroups(directory: Directory): void {
  const { seed, people } = directory.population;
  const within = (share: number, purpose: number) =>
    range(people).filter((number) => draw(seed, number, purpose) % 100 < share);
  const plantWith = (members: readonly number[], record: Partial<GroupRecord> & { displayName: string }) => {
    const group = plantGroup(directory, record);
    directory.members.set(group, [...members]);
  };
  plantWith(within(8, 21), { displayName: "Project Falcon", description: "The flying one" });
  plantWith(within(5, 22), { displayName: "Project Falcon", description: "The other one", ...kinds.unified });
  plantWith(within(4, 23), { displayName: "R&D #Staff O'Neil" });
  plantWith(within(3, 24), { displayName: "Children's Book Club", ...kinds.unified, visibility: "Public" });
  plantWith([], { displayName: "Empty room" });
  plantWith(within(60, 25), { displayName: "Company News", ...kinds.unified, visibility: "Public" });
  plantWith(within(2, 26), { displayName: "Works Council", ...kinds.unified, visibility: "HiddenMembership" });
  plantWith(within(6, 27), { displayName: "Building access", ...kinds.mailSecurity });
  plantWith(within(6, 28), { displayName: "Newsletter", ...kinds.distribution });
  plantWith(range(people).filter(isGuest), {
    displayName: "All guests",
    groupTypes: ["DynamicMembership"],
    membershipRule: '(user.userType -eq "Guest")',
    membershipRuleProcessingState: "On",
  });
  plantWith(
    range(people).filter((number) => number === places.outsideHead || number === places.outsider),
    {
      displayName: "Supervisors from outside",
    },
  );
  offices.forEach((office, at) => {
    plantWith(within(5, 40 + at), { displayName: `Site ${office.officeLocation}`, ...kinds.mailSecurity });
  });
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

function plantOther(
  directory: Directory,
  kind: "device" | "servicePrincipal" | "orgContact",
  values: Record<string, unknown>,
): number {
  const number = directory.nextNumber;
  directory.nextNumber += 1;
  directory.others.set(number, { kind, values: { ...values, id: guidOf(directory.population.seed, number) } });
  return number;
}

function plantGroup(directory: Directory, given: Partial<GroupRecord> & { displayName: string }): number {
  const number = directory.nextNumber;
  directory.nextNumber += 1;
  const { seed, domain } = directory.population;
  const mailNickname = given.displayName.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const mail = given.mailEnabled ? `${mailNickname}-${number - directory.population.people}@${domain}` : null;
  const createdDateTime = seconds(new Date(Date.UTC(2013, 0, 7) + (draw(seed, number, 30) % 3000) * 86_400_000));
  directory.groups.set(number, {
    id: guidOf(seed, number),
    createdDateTime,
    description: null,
    groupTypes: [],
    mail,
    mailEnabled: false,
    mailNickname,
    membershipRule: null,
    membershipRuleProcessingState: null,
    proxyAddresses: mail ? [`SMTP:${mail}`] : [],
    renewedDateTime: createdDateTime,
    securityEnabled: true,
    visibility: null,
    ...given,
  });
  directory.members.set(number, []);
  return number;
}

function nest(directory: Directory, group: number, member: number): void {
  directory.members.get(group)?.push(member);
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number);
}
