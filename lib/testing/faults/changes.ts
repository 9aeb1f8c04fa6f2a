import type { Fault } from "../../tenant/faults.ts";
import { changesOfGroups, changesOfUsers } from "./addresses.ts";
import {
  always,
  doesNotArise,
  each,
  type FaultRow,
  type FaultSection,
  fails,
  type KindOfRun,
  passes,
  readsEverything,
} from "./fault-row.ts";

const inChanges = (faults: Fault[]) => (at: { kind: KindOfRun }) => (at.kind === "delta run" ? faults : []);
const onlyChanges = (changes: FaultRow["endings"]["delta run"]) => each({ listing: doesNotArise, changes });
const bothRounds = [changesOfUsers, changesOfGroups];

const deadLinks: FaultRow[] = [
  ...bothRounds.map(
    (match, at): FaultRow => ({
      fault: `410 for the delta link of ${at === 0 ? "users" : "groups"}`,
      guards: [47],
      faults: inChanges([{ kind: "expired-delta-token", match }]),
      endings: onlyChanges(readsEverything),
    }),
  ),
  {
    fault: "410 in the middle of a round of changes",
    guards: [47],
    faults: inChanges([{ kind: "expired-delta-token", match: changesOfUsers, after: 1 }]),
    endings: onlyChanges(readsEverything),
  },
  {
    fault: "400 `syncStateNotFound`",
    guards: [47],
    faults: inChanges([{ kind: "lost-sync-state", match: changesOfGroups }]),
    endings: onlyChanges(readsEverything),
  },
  {
    fault: "404 `syncStateNotFound`",
    guards: [47],
    faults: inChanges([
      { status: 404, match: changesOfUsers, body: { error: { code: "syncStateNotFound", message: "Not found." } } },
    ]),
    endings: onlyChanges(readsEverything),
  },
  {
    fault: "no run for eight days: the link is too old to be asked",
    guards: [46, 47],
    pausedDays: 8,
    endings: { "first load": passes, "full run": passes, "delta run": readsEverything },
  },
];

const rounds: FaultRow[] = [
  ...bothRounds.map(
    (match, at): FaultRow => ({
      fault: `a page of changes of ${at === 0 ? "users" : "groups"} with neither link`,
      guards: [2],
      faults: inChanges([{ kind: "both-links-vanish", match, after: 1 }]),
      endings: onlyChanges(fails("graph-failed", { says: "without a delta link" })),
    }),
  ),
  {
    fault: "changes told several times, in the wrong order, as removed before and after",
    guards: [50],
    faults: inChanges([{ kind: "replayed-changes", match: changesOfUsers, times: "always" }]),
    endings: onlyChanges(passes),
  },
  {
    fault: "changes of groups told several times and in the wrong order",
    guards: [50],
    faults: inChanges([{ kind: "replayed-changes", match: changesOfGroups, times: "always" }]),
    endings: onlyChanges(passes),
  },
  {
    fault: "the members of one group over several pages of changes",
    guards: [12, 45],
    tenant: { deltaPageLimit: 3 },
    endings: always(passes),
  },
  {
    fault: "a supervisor exchanged and one taken away, told as a list with `@removed`",
    guards: [40, 49],
    tenant: { deltaPageLimit: 200 },
    endings: always(passes),
  },
  {
    fault: "the whole first round, with deleted accounts as `@removed`, where only a link was asked for",
    guards: [50],
    before: (tenant) => {
      const [someone] = tenant.effectiveMembers(tenant.groupToSync.id);
      tenant.deleteUser(String(someone));
    },
    faults: ({ kind }) =>
      kind === "delta run" ? [] : bothRounds.map((match) => ({ kind: "first-round-instead", match })),
    endings: { "first load": passes, "full run": passes, "delta run": doesNotArise },
  },
  {
    fault: "a tenant that gives no delta links (400)",
    faults: ({ kind }) => (kind === "delta run" ? [] : [{ status: 400, match: /\/delta\?/, times: "always" }]),
    endings: { "first load": passes, "full run": passes, "delta run": doesNotArise },
  },
];

export const changes: FaultSection = { title: "Changes told by delta", rows: [...deadLinks, ...rounds] };
