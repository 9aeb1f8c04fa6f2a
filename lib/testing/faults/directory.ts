import type { Tenant } from "../../tenant/tenant.ts";
import { inTheMiddle, listOfMembers, membersOfOneGroup } from "./addresses.ts";
import {
  always,
  catchesUp,
  catchesUpInFull,
  doesNotArise,
  each,
  type FaultRow,
  type FaultSection,
  fails,
  holds,
  type KindOfRun,
  passes,
  triesAgain,
} from "./fault-row.ts";

const scopeOf = (tenant: Tenant) => tenant.groupToSync.id;
const doomedGroup = "Doomed group";
const anyoneOf = (tenant: Tenant) => String(tenant.effectiveMembers(scopeOf(tenant))[7]);
const whereReading = (kind: KindOfRun) => inTheMiddle(kind);

const inMidRun: FaultRow[] = [
  {
    fault: "the group is deleted in mid-run, its members no longer found",
    guards: [8],
    meanwhile: {
      at: (kind) => (kind === "delta run" ? /\/users\/delta/ : listOfMembers),
      act: (tenant) => tenant.deleteGroup(scopeOf(tenant)),
    },
    endings: {
      "first load": fails("graph-failed", { status: 404, graphCode: "Request_ResourceNotFound" }),
      "full run": fails("graph-failed", { status: 404, graphCode: "Request_ResourceNotFound" }),
      "delta run": holds,
    },
    unmended: true,
  },
  {
    fault: "an account is deleted in mid-run",
    guards: [7],
    meanwhile: { at: whereReading, act: (tenant) => tenant.deleteUser(anyoneOf(tenant)) },
    endings: { "first load": catchesUp, "full run": catchesUp, "delta run": passes },
  },
  {
    fault: "somebody joins in mid-run",
    guards: [11],
    meanwhile: {
      at: whereReading,
      act: (tenant) => tenant.addMember(scopeOf(tenant), tenant.addUser({ displayName: "Mid Joiner" }).id),
    },
    endings: always(catchesUp),
  },
  {
    fault: "consent is withdrawn in mid-run: the token is refused, and the next one has no permissions",
    guards: [56],
    faults: ({ kind }) => [{ status: 401, match: inTheMiddle(kind) }],
    meanwhile: { at: whereReading, act: (tenant) => tenant.revokeConsent() },
    endings: always(fails("consent-missing")),
    mend: (tenant) => tenant.grantConsent(),
  },
  {
    fault: "a nested group is deleted in mid-run",
    guards: [8],
    before: (tenant) => {
      const doomed = tenant.addGroup({ displayName: doomedGroup });
      tenant.addMember(doomed.id, tenant.addUser({ displayName: "Dora Doomed" }).id);
      tenant.addMember(scopeOf(tenant), doomed.id);
    },
    meanwhile: {
      at: (kind) => (kind === "delta run" ? /\/groups\/delta/ : /\$batch/),
      act: (tenant) => tenant.deleteGroup(String(tenant.groups.named(doomedGroup)[0]?.id)),
    },
    endings: { "first load": catchesUp, "full run": catchesUp, "delta run": passes },
  },
  {
    fault: "a nested group is not found (404) although it is there",
    guards: [8],
    faults: ({ kind }) => (kind === "delta run" ? [] : [{ status: 404, match: membersOfOneGroup, after: 2 }]),
    endings: each({ listing: catchesUpInFull, changes: doesNotArise }),
  },
  {
    fault: "one answer of a batch is throttled, one fails at the server",
    guards: [17, 29],
    faults: ({ kind }) => {
      const match = kind === "delta run" ? /^GET \/v1\.0\/(users|groups)[?/]/ : membersOfOneGroup;
      return [
        { status: 429, retryAfter: 11, match, after: 2 },
        { status: 500, match, after: 2 },
      ];
    },
    endings: always(triesAgain),
  },
];

const removals: FaultRow[] = [
  {
    fault: "everybody leaves the group",
    guards: [1, 4],
    before: (tenant) => {
      for (const member of tenant.groups.memberIds(scopeOf(tenant))) tenant.removeMember(scopeOf(tenant), member);
    },
    endings: { "first load": passes, "full run": holds, "delta run": holds },
    unmended: true,
  },
  {
    fault: "a third of the accounts is deleted",
    guards: [1, 3],
    before: (tenant) => {
      const members = tenant.effectiveMembers(scopeOf(tenant));
      for (const id of members.slice(0, members.length / 3)) tenant.deleteUser(id);
    },
    endings: { "first load": passes, "full run": holds, "delta run": holds },
    unmended: true,
  },
  {
    fault: "the group is renamed, and another one takes its name",
    guards: [9],
    before: (tenant) => {
      const { id, displayName } = tenant.groupToSync;
      tenant.renameGroup(id, "Something else");
      tenant.addGroup({ displayName });
    },
    endings: { "first load": doesNotArise, "full run": fails("group-changed"), "delta run": fails("group-changed") },
    unmended: true,
  },
];

export const directory: FaultSection = {
  title: "A directory that changes",
  rows: [...inMidRun, ...removals],
};
