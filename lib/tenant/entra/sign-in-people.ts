import { findUser, idOf, isLiveUser, userRecord, usersAfter } from "../directory/directory.ts";
import { guidOf } from "../seed/guid.ts";
import { places } from "../seed/hierarchy.ts";
import type { SignInPerson, TenantState } from "../tenant-state.ts";

export type Offered = { person: SignInPerson; part: string };

const foreignSeed = 0xfab;

/** The people the sign-in page offers first: one for each thing an app has to get right. */
export function offeredPeople(tenant: TenantState): Offered[] {
  const inDirectory: { number: number; part: string }[] = [
    { number: places.administrator, part: "demo administrator" },
    { number: places.reader, part: "reader" },
    { number: places.withoutRole, part: "no role" },
  ];
  const present = inDirectory.filter(({ number }) => isLiveUser(tenant.directory, number));
  return [
    ...present.map(({ number, part }) => ({ person: personOfUser(tenant, number), part })),
    { person: foreigner(), part: "guest of another tenant" },
  ];
}

/** Somebody whose account is in another tenant: the id token says so by its `tid`. */
function foreigner(): SignInPerson {
  return {
    oid: guidOf(foreignSeed, 1),
    tid: guidOf(foreignSeed, 2),
    name: "Eve Adler",
    userPrincipalName: "eve.adler@fabrikam.example",
    mail: "eve.adler@fabrikam.example",
    appRoles: ["Rollcall.Admin"],
  };
}

export type PersonChoice = { ok: true; person: SignInPerson } | { ok: false; reason: "unknown" | "disabled" };

/** Whom an object id picked on the page stands for. */
export function choosePerson(tenant: TenantState, oid: string): PersonChoice {
  const guest = foreigner();
  if (oid === guest.oid) return { ok: true, person: guest };
  const number = findUser(tenant.directory, oid);
  if (number === undefined) return { ok: false, reason: "unknown" };
  if (userRecord(tenant.directory, number).accountEnabled === false) return { ok: false, reason: "disabled" };
  return { ok: true, person: personOfUser(tenant, number) };
}

/** Up to twenty people whose name contains, or whose address begins with, what was typed. */
export function searchPeople(tenant: TenantState, text: string): SignInPerson[] {
  const sought = text.trim().toLowerCase();
  const found: SignInPerson[] = [];
  for (const number of usersAfter(tenant.directory, -1)) {
    const { displayName, userPrincipalName } = userRecord(tenant.directory, number);
    if (!displayName?.toLowerCase().includes(sought) && !userPrincipalName.toLowerCase().startsWith(sought)) continue;
    found.push(personOfUser(tenant, number));
    if (found.length === 20) break;
  }
  return found;
}

function personOfUser(tenant: TenantState, number: number): SignInPerson {
  const { displayName, userPrincipalName, mail } = userRecord(tenant.directory, number);
  return {
    oid: idOf(tenant.directory, number),
    tid: tenant.tenantId,
    name: displayName ?? userPrincipalName,
    userPrincipalName,
    mail,
    appRoles: appRolesOf(number),
  };
}

function appRolesOf(number: number): string[] {
  if (number === places.administrator) return ["Rollcall.Admin"];
  return number === places.reader ? ["Rollcall.Reader"] : [];
}
