import type { Directory } from "../directory/directory.ts";
import type { GroupRecord } from "../directory/records.ts";
import { draw } from "./draw.ts";
import { places } from "./hierarchy.ts";
import { isGuest } from "./people.ts";
import { plantGroup, range } from "./planting.ts";
import { offices } from "./workplaces.ts";

const kinds = {
  unified: { groupTypes: ["Unified"], mailEnabled: true, securityEnabled: false, visibility: "Private" },
  mailSecurity: { mailEnabled: true, securityEnabled: true },
  distribution: { mailEnabled: true, securityEnabled: false },
} satisfies Record<string, Partial<GroupRecord>>;

/** Groups that are not read by a synchronisation of the group to sync, but are listed, exported and mistaken for it. */
export function plantOtherGroups(directory: Directory): void {
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
