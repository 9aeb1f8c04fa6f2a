import type { UserRecord } from "../directory/records.ts";
import { draw, pick } from "./draw.ts";
import { guidOf } from "./guid.ts";
import { branchOf, depthOf, leads, places } from "./hierarchy.ts";
import { nameOf } from "./names.ts";
import { oddityOf } from "./oddities.ts";
import { departments, employeeTypes, type Office, offices } from "./workplaces.ts";

export type Population = { seed: number; people: number; domain: string; initialDomain: string };

/** The seeded person of a number; the same record every time, made anew on each call. */
export function personOf(population: Population, number: number): UserRecord {
  const ordinary = isGuest(number) ? guestOf(population, number) : employeeOf(population, number);
  const oddity = oddityOf(number, population.domain);
  return oddity ? { ...ordinary, ...oddity } : ordinary;
}

/** One flat literal on purpose: spreading parts into it made a page of 999 people eight times slower. */
function employeeOf(population: Population, number: number): UserRecord {
  const { seed, domain } = population;
  const name = nameOf(seed, number);
  const office = pick(offices, draw(seed, number, 4));
  const chance = draw(seed, number, 5);
  const address = `${name.addressName}@${domain}`;
  const hasMailbox = number <= places.withoutRole || chance % 29 !== 0;
  return {
    id: guidOf(seed, number),
    accountEnabled: number !== places.disabledSupervisor && (number < 21 || chance % 31 !== 1),
    businessPhones: chance % 7 === 2 ? [] : [telephone(office.desk, draw(seed, number, 6))],
    city: office.city,
    companyName: "Contoso",
    country: office.country,
    createdDateTime: seconds(createdAt(seed, number)),
    creationType: null,
    department: number === places.chief ? "Executive" : pick(departments, branchOf(number)).name,
    displayName: name.displayName,
    employeeHireDate: number % 11 === 10 ? null : hiredOn(seed, number),
    employeeId: `E${String(number + 1).padStart(6, "0")}`,
    employeeType: number <= 20 ? "Employee" : pick(employeeTypes, draw(seed, number, 8)),
    externalUserState: null,
    externalUserStateChangeDateTime: null,
    faxNumber: null,
    givenName: chance % 37 === 3 ? null : name.givenName,
    jobTitle: titleOf(population, number),
    mail: hasMailbox ? address : null,
    mailNickname: name.addressName,
    mobilePhone: chance % 3 === 0 ? telephone(office.mobile, draw(seed, number, 7)) : null,
    officeLocation: chance % 19 === 4 ? null : office.officeLocation,
    onPremisesSyncEnabled: chance % 4 === 1 ? true : null,
    otherMails: [],
    postalCode: office.postalCode,
    preferredLanguage: chance % 5 === 3 ? null : office.preferredLanguage,
    proxyAddresses: hasMailbox ? [`SMTP:${address}`] : [],
    state: office.state,
    streetAddress: office.streetAddress,
    surname: chance % 41 === 5 ? null : name.surname,
    usageLocation: office.usageLocation,
    userPrincipalName: address,
    userType: "Member",
  };
}

function titleOf({ seed, people }: Population, number: number): string | null {
  if (number === places.chief) return "Chief Executive Officer";
  const branch = pick(departments, branchOf(number));
  const depth = depthOf(number);
  if (depth === 1) return `Head of ${branch.name}`;
  if (leads(number, people)) return `${branch.name} ${depth === 2 ? "Manager" : "Team Lead"}`;
  const chance = draw(seed, number, 8);
  return chance % 43 === 7 ? null : pick(branch.titles, chance);
}

/** One in twenty-three was invited from another organisation. */
export function isGuest(number: number): boolean {
  return number > 20 && number % 23 === 7;
}

const hosts = ["fabrikam.example", "adatum.example", "northwind.example"] as const;

function guestOf(population: Population, number: number): UserRecord {
  const { seed, initialDomain } = population;
  const name = nameOf(seed, number);
  const host = pick(hosts, draw(seed, number, 9));
  const accepted = draw(seed, number, 10) % 3 !== 0;
  const createdDateTime = seconds(createdAt(seed, number));
  return {
    id: guidOf(seed, number),
    accountEnabled: true,
    businessPhones: [],
    city: null,
    companyName: null,
    country: null,
    createdDateTime,
    creationType: "Invitation",
    department: null,
    displayName: name.displayName,
    employeeHireDate: null,
    employeeId: null,
    employeeType: null,
    externalUserState: accepted ? "Accepted" : "PendingAcceptance",
    externalUserStateChangeDateTime: createdDateTime,
    faxNumber: null,
    givenName: null,
    jobTitle: null,
    mail: `${name.addressName}@${host}`,
    mailNickname: `${name.addressName}_${host}#EXT#`,
    mobilePhone: null,
    officeLocation: null,
    onPremisesSyncEnabled: null,
    otherMails: [`${name.addressName}@${host}`],
    postalCode: null,
    preferredLanguage: null,
    proxyAddresses: [`SMTP:${name.addressName}@${host}`],
    state: null,
    streetAddress: null,
    surname: null,
    usageLocation: null,
    userPrincipalName: `${name.addressName}_${host}#EXT#@${initialDomain}`,
    userType: "Guest",
  };
}

const firstDay = Date.UTC(2012, 0, 2);
const day = 86_400_000;

function createdAt(seed: number, number: number): Date {
  const days = draw(seed, number, 11) % 4_900;
  return new Date(firstDay + days * day + (draw(seed, number, 12) % 86_400) * 1000);
}

function hiredOn(seed: number, number: number): string {
  const days = draw(seed, number, 11) % 4_900;
  return `${new Date(firstDay + (days + 3) * day).toISOString().slice(0, 10)}T00:00:00Z`;
}

/** Graph gives times to the second where nothing finer is known. */
export function seconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

function telephone(pattern: Office["desk"], chance: number): string {
  let rest = chance;
  return pattern.replace(/#/g, () => {
    const digit = rest % 10;
    rest = Math.floor(rest / 10);
    return String(digit);
  });
}
