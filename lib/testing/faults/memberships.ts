import type { Fault } from "../../tenant/faults.ts";
import type { Tenant } from "../../tenant/tenant.ts";
import {
  catchesUpInFull,
  type Ending,
  type FaultRow,
  type FaultSection,
  fails,
  passes,
  triesAgain,
} from "./fault-row.ts";

const clubName = "Chess club";

const clubOf = (tenant: Tenant): string => {
  const [club] = tenant.groups.named(clubName);
  if (!club) throw new Error(`No group is called ${clubName}.`);
  return club.id;
};

/** A group outside the scope, of more people than a page holds: of the copy, and of nobody's. */
export function foundClub(tenant: Tenant): void {
  const { id } = tenant.addGroup({ displayName: clubName });
  for (const person of tenant.effectiveMembers(tenant.groupToSync.id).slice(0, 25)) tenant.addMember(id, person);
  tenant.addMember(id, tenant.addUser({ displayName: "Stranger" }).id);
}

type WithoutAim<F> = F extends Fault ? Omit<F, "match"> : never;

/** A fault that befalls the list of the club's members alone. */
function inTheClub(
  fault: string,
  misfortune: WithoutAim<Fault>,
  endings: { "first load": Ending; "full run": Ending },
): FaultRow {
  return {
    fault,
    memberships: "all",
    before: (tenant) => void tenant.faults.add({ ...misfortune, match: `/groups/${clubOf(tenant)}/members?` } as Fault),
    // What changed in a group comes with the changes, and no list is read.
    endings: { ...endings, "delta run": { end: "does not arise" } },
  };
}

const both = (ending: Ending) => ({ "first load": ending, "full run": ending });

export const memberships: FaultSection = {
  title: "Members of a group outside the scope, where all memberships are copied",
  rows: [
    inTheClub("one group's list is throttled within its batch", { status: 429, retryAfter: 7 }, both(triesAgain)),
    inTheClub("one group's list fails at the server within its batch", { status: 500 }, both(triesAgain)),
    inTheClub(
      "one group's list fails at the server for good",
      { status: 500, times: "always" },
      both(fails("graph-failed", { status: 500 })),
    ),
    // Without an earlier copy nothing says that somebody is missing.
    inTheClub(
      "the next link of one group's members vanishes",
      { kind: "next-link-vanishes" },
      {
        "first load": catchesUpInFull,
        "full run": passes,
      },
    ),
    inTheClub(
      "somebody who is there is missing from one group's members",
      { kind: "somebody-missing" },
      {
        "first load": catchesUpInFull,
        "full run": passes,
      },
    ),
    inTheClub(
      "one group's members are not shown (403)",
      { status: 403, times: "always" },
      {
        "first load": catchesUpInFull,
        "full run": passes,
      },
    ),
    inTheClub("one group's members are null", { kind: "null-objects" }, both(fails("graph-failed"))),
    inTheClub("one group's members do not say what they are", { kind: "untyped-objects" }, both(fails("graph-failed"))),
  ],
};
