import * as groups from "./directory/group-changes.ts";
import type { GroupRecord, UserRecord } from "./directory/records.ts";
import * as users from "./directory/user-changes.ts";
import type { TenantState } from "./tenant-state.ts";

/** What changes the tenant: in process, and by name over the control address. */
export function operationsOn(state: TenantState) {
  const { directory } = state;
  return {
    addUser: (given?: Partial<UserRecord>): UserRecord => users.addUser(directory, given),
    updateUser: (id: string, given: Partial<UserRecord>): UserRecord => users.updateUser(directory, id, given),
    deleteUser: (id: string): void => users.deleteUser(directory, id),
    purgeUser: (id: string): void => users.purgeUser(directory, id),
    restoreUser: (id: string): UserRecord => users.restoreUser(directory, id),
    setManager: (id: string, managerId: string): void => users.setSupervisor(directory, id, managerId),
    clearManager: (id: string): void => users.setSupervisor(directory, id, undefined),
    addGroup: (given?: Partial<GroupRecord>): GroupRecord => groups.addGroup(directory, given),
    renameGroup: (id: string, displayName: string): void => groups.renameGroup(directory, id, displayName),
    deleteGroup: (id: string): void => groups.deleteGroup(directory, id),
    addMember: (groupId: string, objectId: string): void => groups.addMember(directory, groupId, objectId),
    removeMember: (groupId: string, objectId: string): void => groups.removeMember(directory, groupId, objectId),
    /** Grants what the registration asks for, or only these. Tokens issued before keep what they had. */
    grantConsent: (roles: readonly string[] = state.requestedRoles): void => {
      state.grantedRoles = [...roles];
    },
    revokeConsent: (): void => {
      state.grantedRoles = undefined;
    },
    /** Every delta link given out so far is answered 410 from now on. */
    expireDeltaTokens: (): void => {
      state.deltaEpoch += 1;
    },
  };
}
