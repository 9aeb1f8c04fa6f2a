import { randomBytes } from "node:crypto";
import { findGroup, findUser, idOf, objectOf, supervisorOf, userRecord, usersAfter } from "./directory/directory.ts";
import { directMembers, effectiveUsers } from "./directory/memberships.ts";
import type { GroupRecord, UserRecord } from "./directory/records.ts";
import { createFaults, type Fault } from "./faults.ts";
import { noKeptAnswers } from "./graph/kept-answers.ts";
import { operationsOn } from "./operations.ts";
import type { RequestRecord } from "./request-log.ts";
import { route } from "./router.ts";
import { guidOf } from "./seed/guid.ts";
import { groupToSyncName, seededDirectory } from "./seed/organisation.ts";
import type { FederatedCredential, TenantState } from "./tenant-state.ts";

export type TenantOptions = {
  /** The number everything is drawn from; 1 unless said. */
  seed?: number;
  /** Users in the directory, of whom about nine in ten are in the group to sync; 300 unless said. */
  people?: number;
  tenantId?: string;
  clientId?: string;
  clientSecret?: string;
  /** PEM of a certificate the app may sign client assertions with. */
  certificate?: string;
  /** A platform whose tokens the app may present instead of the secret. */
  federatedCredential?: FederatedCredential;
  /** Whether an administrator has consented already; "none" unless said. */
  consent?: "none" | "granted";
  /** The application permissions the app registration asks for. */
  roles?: readonly string[];
  redirectUris?: readonly string[];
  now?: () => Date;
  /** Largest page of a listing with `$expand`; Graph's is 100. */
  expandPageLimit?: number;
  /** The server's own limit of a page, whatever `$top` says. */
  pageLimit?: number;
  /** Objects and members on one page of a delta query. */
  deltaPageLimit?: number;
  latency?: { requestMs?: number; itemMs?: number };
  /** Bytes of listings to keep as they were sent, for measurements; none unless said. */
  keepAnswers?: number;
};

export type Tenant = ReturnType<typeof createTenant>;

const domain = "contoso.example";
const initialDomain = "contoso.onmicrosoft.example";
const registeredRedirectUris = [
  "http://localhost:3999/cb",
  "http://localhost:3999/auth/callback/microsoft-entra-id",
] as const;

/**
 * A stand-in for Entra sign-in and Microsoft Graph v1.0 over one directory with a memory. It encodes our reading of
 * Microsoft's documentation: it catches mistakes of its client, not of that reading, and is corrected from real answers.
 */
export function createTenant(options: TenantOptions = {}) {
  const state = createState(options);
  const { directory } = state;
  return {
    tenantId: state.tenantId,
    clientId: state.clientId,
    clientSecret: state.clientSecret,
    domain: state.domain,
    groupToSync: groupToSyncOf(state),
    /** Answers any request of any origin: what would go to the login host, to Graph, or to this tenant over HTTP. */
    fetch: (request: Request): Promise<Response> => route(state, request),
    users: {
      count: () => directory.userCount,
      /** Live users in Graph's order. */
      *all(): Generator<UserRecord> {
        for (const number of usersAfter(directory, -1)) yield userRecord(directory, number);
      },
      find: (idOrName: string): UserRecord | undefined => {
        const number = findUser(directory, idOrName);
        return number === undefined ? undefined : userRecord(directory, number);
      },
      /** Id of the live supervisor, who may be a user or an organisational contact. */
      supervisorOf: (idOrName: string): string | undefined => {
        const number = findUser(directory, idOrName);
        const above = number === undefined ? undefined : supervisorOf(directory, number);
        return above === undefined ? undefined : idOf(directory, above);
      },
      deletedIds: (): string[] => [...directory.deletedUsers.keys()].map((number) => idOf(directory, number)),
    },
    groups: {
      all: (): GroupRecord[] => [...directory.groups.values()],
      named: (displayName: string): GroupRecord[] =>
        [...directory.groups.values()].filter((group) => group.displayName === displayName),
      /** Ids of the direct members that are live, of every kind. */
      memberIds: (groupId: string): string[] => {
        const number = findGroup(directory, groupId);
        const members = number === undefined ? [] : directMembers(directory, number);
        return members.filter((member) => objectOf(directory, member)).map((member) => idOf(directory, member));
      },
    },
    /** Ids of the live users in a group, nested groups included: the right answer of a synchronisation. */
    effectiveMembers: (groupId: string): string[] => {
      const number = findGroup(directory, groupId);
      return number === undefined ? [] : effectiveUsers(directory, number).map((member) => idOf(directory, member));
    },
    ...operationsOn(state),
    faults: {
      add: (fault: Fault): void => state.faults.add(fault),
      clear: (): void => state.faults.clear(),
      struck: (): number => state.faults.struck(),
    },
    get requests(): readonly RequestRecord[] {
      return state.requests.records;
    },
    get grantedRoles(): readonly string[] | undefined {
      return state.grantedRoles;
    },
  };
}

function createState(options: TenantOptions): TenantState {
  const seed = options.seed ?? 1;
  const people = options.people ?? 300;
  if (!Number.isInteger(people) || people < 1 || people > 20_000_000)
    throw new RangeError(`A tenant of ${people} people cannot be made.`);
  const now = options.now ?? (() => new Date());
  const requestedRoles = options.roles ?? ["User.Read.All", "GroupMember.Read.All"];
  const own = (number: number) => guidOf(seed ^ 0x5eed, number);
  return {
    tenantId: (options.tenantId ?? own(1)).toLowerCase(),
    domain,
    initialDomain,
    displayName: "Contoso",
    clientId: (options.clientId ?? own(2)).toLowerCase(),
    clientSecret: options.clientSecret ?? `demo~${own(3).replaceAll("-", "")}`,
    certificate: options.certificate,
    federatedCredential: options.federatedCredential,
    redirectUris: [...registeredRedirectUris, ...(options.redirectUris ?? [])],
    requestedRoles,
    grantedRoles: options.consent === "granted" ? requestedRoles : undefined,
    directory: seededDirectory({ seed, people, domain, initialDomain }, now),
    now,
    faults: createFaults(),
    requests: { records: [], limit: 200_000, counts: { requests: 0, batched: 0 } },
    tokenKey: randomBytes(32),
    verifiedTokens: new Map(),
    deltaEpoch: 0,
    lastFold: undefined,
    pageLimit: options.pageLimit ?? 999,
    expandPageLimit: options.expandPageLimit ?? 100,
    deltaPageLimit: options.deltaPageLimit ?? 200,
    latency: { requestMs: options.latency?.requestMs ?? 0, itemMs: options.latency?.itemMs ?? 0 },
    codes: new Map(),
    kept: noKeptAnswers(options.keepAnswers ?? 0),
    orders: new Map(),
  };
}

function groupToSyncOf({ directory }: TenantState): { id: string; displayName: string } {
  const group = [...directory.groups.values()].find(({ displayName }) => displayName === groupToSyncName);
  if (!group) throw new Error("The seeded directory has no group to sync.");
  return { id: group.id, displayName: group.displayName };
}
