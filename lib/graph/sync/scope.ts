import type { CopiedMemberships } from "../../config/config.ts";
import type { Database } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import { missingRoles, readOrganization } from "../client/consent.ts";
import type { GraphSession } from "../client/graph.ts";
import { resolveGroup } from "../client/groups.ts";

/** What one run reads: the members of one group, or everybody. */
export type ResolvedScope = {
  tenantId: string;
  /** As a person wrote it. */
  groupSetting: string;
  /** Undefined for `*`. */
  group?: { id: string; displayName: string | null };
  roles: string[] | null;
  /** Properties of people that are not copied. */
  leftOut: readonly string[];
  /** Of which groups the direct members are read. */
  memberships: CopiedMemberships;
};

/**
 * Finds out, anew in every run, which directory and which one group is meant.
 *
 * @throws AppError `consent-missing`, `directory-changed`, `group-missing`, `group-ambiguous`, `group-changed`.
 */
export async function resolveScope(
  db: Database,
  session: GraphSession,
  { groupSetting, memberships = "scope" }: { groupSetting: string | undefined; memberships?: CopiedMemberships },
): Promise<ResolvedScope> {
  if (groupSetting === undefined) {
    throw new AppError(
      "configuration",
      "No group to sync is set: set MSGRAPH_GROUP_NAME_TO_SYNC, or choose a group under Settings.",
    );
  }
  const token = await tokenWithRoles(session);
  const tenantId = (token.tenantId ?? (await readOrganization(session)).id).toLowerCase();
  const known = await db.prisma.syncScope.findFirst();
  if (known && known.tenantId !== tenantId) await refuseOtherDirectory(db, { known: known.tenantId, tenantId });
  const roles = token.roles ?? null;
  const { leftOut } = session;
  if (groupSetting === "*") return { tenantId, groupSetting, roles, leftOut, memberships };
  const sameSetting = known?.groupSetting === groupSetting && known.groupId !== null ? known : undefined;
  const group = await resolveToOne(session, groupSetting, sameSetting?.groupId ?? undefined);
  return { tenantId, groupSetting, group, roles, leftOut, memberships };
}

// A cached token keeps the roles it was issued with: after a fresh consent a worker would go on without for an hour.
async function tokenWithRoles(session: GraphSession) {
  const cached = await session.token();
  const isMissing = (roles: string[] | undefined) => roles !== undefined && missingRoles(roles).length > 0;
  const token = isMissing(cached.roles) ? await session.token({ fresh: true }) : cached;
  if (token.roles && isMissing(token.roles)) {
    const missing = missingRoles(token.roles).join(" and ");
    throw new AppError(
      "consent-missing",
      `The tenant has not granted ${missing}. Open Settings, Get consent, and have a Privileged Role Administrator approve.`,
    );
  }
  return token;
}

async function refuseOtherDirectory(db: Database, { known, tenantId }: { known: string; tenantId: string }) {
  const people = await db.prisma.microsoftGraphUser.count();
  if (people === 0) return;
  throw new AppError(
    "directory-changed",
    `This database holds the copy of tenant ${known}, but the configuration leads to tenant ${tenantId}. ` +
      "Set MSGRAPH_TENANT_ID back, or use another database (DATABASE_URL or ROLLCALL_DATA_DIR).",
  );
}

async function resolveToOne(session: GraphSession, setting: string, storedId: string | undefined) {
  const resolution = await resolveGroup(session, setting);
  const before = storedId ? ` The last run read the group with id ${storedId}.` : "";
  if (resolution.state === "missing") {
    throw new AppError(
      "group-missing",
      `No group is named "${setting}".${before} Check MSGRAPH_GROUP_NAME_TO_SYNC or the group under Settings; its object id can be used instead of its name.`,
    );
  }
  if (resolution.state === "ambiguous") {
    const ids = resolution.groups.map((group) => group.id).join(", ");
    throw new AppError(
      "group-ambiguous",
      `${resolution.groups.length} groups are named "${setting}": ${ids}. Set the object id of the one that is meant.`,
    );
  }
  const { group } = resolution;
  if (storedId && group.id.toLowerCase() !== storedId) {
    throw new AppError(
      "group-changed",
      `The name "${setting}" now belongs to another group (${group.id}).${before} Set the object id of the one that is meant.`,
    );
  }
  return { id: group.id.toLowerCase(), displayName: group.displayName };
}
