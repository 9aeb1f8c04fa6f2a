import * as changes from "./directory/changes.ts";
import type { GroupRecord, UserRecord } from "./directory/records.ts";
import type { TenantState } from "./tenant-state.ts";

/** What changes the tenant: in process, and by name over the control address. */
export function operationsOn(state: TenantState) {
  const { directory } = state;
  return {
    addUser: (given?: Partial<UserRecord>): UserRecord => changes.addUser(directory, given),
    updateUser: (id: string, given: Partial<UserRecord>): UserRecord => changes.updateUser(directory, id, given),
    deleteUser: (id: string): void => changes.deleteUser(directory, id),
    purgeUser: (id: string): void => changes.purgeUser(directory, id),
    restoreUser: (id: string): UserRecord => changes.restoreUser(directory, id),
    setManager: (id: string, managerId: string): void => changes.setSupervisor(directory, id, managerId),
    clearManager: (id: string): void => changes.setSupervisor(directory, id, undefined),
    addGroup: (given?: Partial<GroupRecord>): GroupRecord => changes.addGroup(directory, given),
    renameGroup: (id: string, displayName: string): void => changes.renameGroup(directory, id, displayName),
    deleteGroup: (id: string): void => changes.deleteGroup(directory, id),
    addMember: (groupId: string, objectId: string): void => changes.addMember(directory, groupId, objectId),
    removeMember: (groupId: string, objectId: string): void => changes.removeMember(directory, groupId, objectId),
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
