import { userColumns } from "../directory/model.ts";
import type { StoredPart } from "./model.ts";

const user = { table: "microsoft_graph_user", kept: "retention", seenBy: "everybody" } as const;
const ofGraph = { ...user, source: "microsoft-graph" } as const;
const ownRow = { ids: ["id"], onErasure: "deleted" } as const;
const staging = { part: "staging", source: "microsoft-graph", kept: "one-run", seenBy: "nobody" } as const;
const cursors = { part: "cursors", source: "rollcall", kept: "until-changed", seenBy: "nobody" } as const;
const spans = { part: "spans", source: "rollcall", kept: "until-changed", seenBy: "everybody" } as const;
const groupColumns = [
  ...["id", "displayName", "description", "mail", "mailNickname", "mailEnabled", "securityEnabled"],
  ...["groupTypes", "visibility", "createdDateTime"],
];
const supervisorColumns = [
  "supervisorId",
  "supervisorDisplayName",
  "supervisorUserPrincipalName",
  "supervisorType",
] as const;
const moved = ["changedAt", "changeSeq"];

/**
 * Everything that Rollcall stores, to the column: the page that tells people, the export of one person and the erasing
 * are made of this one list, and a test holds it against the database.
 */
export const storedData: readonly StoredPart[] = [
  {
    part: "identity",
    ...ofGraph,
    columns: ["id", "userPrincipalName", "displayName", "givenName", "surname"],
    person: ownRow,
  },
  { part: "contact", ...ofGraph, columns: ["mail", "businessPhones", "mobilePhone"] },
  {
    part: "work",
    ...ofGraph,
    columns: ["jobTitle", "department", "companyName", "officeLocation", "employeeId", "employeeType"],
  },
  {
    part: "address",
    ...ofGraph,
    columns: ["city", "state", "country", "postalCode", "streetAddress", "usageLocation", "preferredLanguage"],
  },
  {
    part: "account",
    ...ofGraph,
    columns: ["userType", "accountEnabled", "onPremisesSyncEnabled", "onPremisesSamAccountName", "createdDateTime"],
  },
  {
    part: "bookkeeping",
    ...user,
    source: "rollcall",
    columns: ["deletedAt", "deletedReason", "firstSeenAt", ...moved, "search"],
  },
  {
    part: "supervision",
    table: "microsoft_graph_user_supervisor",
    columns: ["userId", ...supervisorColumns, ...moved],
    source: "microsoft-graph",
    kept: "retention",
    seenBy: "everybody",
    person: { ids: ["userId", "supervisorId"], onErasure: "cleared" },
  },
  {
    part: "groups",
    table: "microsoft_graph_group",
    columns: [...groupColumns, "deletedAt", "deletedReason", "firstSeenAt", ...moved, "search"],
    source: "microsoft-graph",
    kept: "for-ever",
    seenBy: "everybody",
  },
  {
    part: "memberships",
    table: "microsoft_graph_group_member",
    columns: ["groupId", "memberId", "memberType", ...moved],
    source: "microsoft-graph",
    kept: "retention",
    seenBy: "everybody",
    person: { ids: ["memberId"], onErasure: "deleted" },
  },
  {
    part: "history",
    table: "microsoft_graph_user_change",
    columns: ["id", "runId", "userId", "at", "kind", "field", "before", "after"],
    source: "rollcall",
    kept: "retention",
    seenBy: "everybody",
    // before and after: as the supervisor of others, by object id alone; those lines are the others' history.
    person: { ids: ["userId", "before", "after"], onErasure: "own-deleted" },
  },
  {
    part: "runs",
    table: "sync_run",
    columns: [
      ...["id", "kind", "state", "reason", "requestedBy", "requestedAt", "startedAt", "finishedAt", "tenantId"],
      ...["groupId", "groupDisplayName", "progress", "counts", "proof", "requests", "retries", "throttledSeconds"],
      ...["cancelRequested", "plan", "planLines", "errorCode", "errorMessage", "errorStatus", "graphCode", "requestId"],
      ...["answers", "membershipChanges", "phases"],
    ],
    source: "rollcall",
    kept: "for-ever",
    seenBy: "everybody",
    person: { names: ["requestedBy"], onErasure: "kept" },
  },
  {
    part: "plans",
    table: "sync_plan_line",
    columns: ["id", "runId", "userId", "kind", "field", "before", "after"],
    source: "rollcall",
    kept: "five-plans",
    seenBy: "everybody",
    person: { ids: ["userId", "before", "after"], onErasure: "deleted" },
  },
  {
    part: "held",
    table: "sync_held_removal",
    columns: ["runId", "userId", "reason", "state", "supersededBecause", "decidedBy", "decidedAt"],
    source: "rollcall",
    kept: "retention",
    seenBy: "everybody",
    person: { ids: ["userId"], names: ["decidedBy"], onErasure: "deleted" },
  },
  {
    part: "turn",
    table: "sync_lease",
    columns: ["id", "runId", "holder", "host", "pid", "backendPid", "backendStart", "since", "heartbeatAt"],
    source: "rollcall",
    kept: "one-run",
    seenBy: "everybody",
  },
  { ...staging, table: "sync_staged", columns: ["runId", "collection", "id", "data"] },
  { ...staging, table: "sync_staged_user", columns: ["id", ...Object.keys(userColumns), ...supervisorColumns] },
  { ...staging, table: "sync_staged_group", columns: groupColumns },
  { ...staging, table: "sync_staged_member", columns: ["groupId", "memberId", "memberType"] },
  {
    part: "texts",
    table: "sync_user_text",
    columns: ["id", "rules", "textDigest", "rowDigest"],
    source: "microsoft-graph",
    kept: "until-changed",
    seenBy: "nobody",
    person: { ids: ["id"], onErasure: "deleted" },
  },
  {
    ...spans,
    table: "supervisor_span",
    columns: [
      ...["id", "displayName", "userPrincipalName", "jobTitle", "department", "accountEnabled", "presence", "type"],
      ...["people", "below", "levels", "isTop", "circle", "circlePeople", "search"],
    ],
    person: { ids: ["id"], onErasure: "deleted" },
  },
  { ...spans, table: "supervisor_missing", columns: ["id"], person: { ids: ["id"], onErasure: "deleted" } },
  { ...spans, table: "supervisor_span_summary", columns: ["id", "asOf", "summary"] },
  {
    part: "session-ends",
    table: "session_end",
    columns: ["subject", "endedAt"],
    source: "people",
    kept: "for-ever",
    seenBy: "nobody",
    person: { ids: ["subject"], onErasure: "kept" },
  },
  {
    part: "limits",
    table: "rate_limit",
    columns: ["key", "points", "expire"],
    source: "people",
    kept: "until-changed",
    seenBy: "nobody",
  },
  {
    part: "tokens",
    table: "access_token",
    columns: [
      ...["id", "name", "digest", "ending", "createdById", "createdByName", "createdAt", "expiresAt"],
      ...["lastUsedAt", "revokedAt"],
    ],
    source: "people",
    kept: "for-ever",
    seenBy: "admins",
    person: { ids: ["createdById"], onErasure: "kept" },
  },
  { ...cursors, table: "sync_checkpoint", columns: ["id", "fingerprint", "place", "cursors", "takenAt"] },
  { ...cursors, table: "sync_cursor", columns: ["collection", "link", "fingerprint", "takenAt", "runId"] },
  { ...cursors, table: "sync_index_aside", columns: ["name", "definition"] },
  {
    part: "deleted",
    table: "sync_deleted_account",
    columns: ["id"],
    source: "microsoft-graph",
    kept: "until-changed",
    seenBy: "nobody",
    person: { ids: ["id"], onErasure: "kept" },
  },
  {
    part: "scope",
    table: "sync_scope",
    columns: ["id", "tenantId", "groupSetting", "groupId", "groupDisplayName", "resolvedAt", "groupIds", "memberships"],
    source: "microsoft-graph",
    kept: "until-changed",
    seenBy: "everybody",
  },
  {
    part: "settings",
    table: "setting",
    columns: ["key", "value", "changedBy", "changedAt"],
    source: "people",
    kept: "until-changed",
    seenBy: "everybody",
    person: { names: ["changedBy"], onErasure: "kept" },
  },
  {
    part: "consent",
    table: "consent_attempt",
    columns: ["id", "stateHash", "sessionHash", "startedBy", "startedAt", "expiresAt", "usedAt", "outcome"],
    source: "people",
    kept: "a-day-unused",
    seenBy: "admins",
    person: { names: ["startedBy"], onErasure: "kept" },
  },
  {
    part: "audit",
    table: "audit_event",
    columns: ["id", "at", "actorId", "actorName", "kind", "about", "details"],
    source: "people",
    kept: "audit-retention",
    seenBy: "admins",
    person: { ids: ["actorId", "about"], onErasure: "kept" },
  },
];

/** Hashes that open nothing to whoever reads them, and tell nothing about the person. */
export const notHandedOut = ["stateHash", "sessionHash", "search", "digest"];
