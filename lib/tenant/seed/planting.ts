import type { Directory } from "../directory/directory.ts";
import type { GroupRecord } from "../directory/records.ts";
import { draw } from "./draw.ts";
import { guidOf } from "./guid.ts";
import { seconds } from "./people.ts";

/** Puts objects into a directory that is being seeded: unlike a change, nothing is logged. */

export function plantOther(
  directory: Directory,
  kind: "device" | "servicePrincipal" | "orgContact",
  values: Record<string, unknown>,
): number {
  const number = directory.nextNumber;
  directory.nextNumber += 1;
  directory.others.set(number, { kind, values: { ...values, id: guidOf(directory.population.seed, number) } });
  return number;
}

export function plantGroup(directory: Directory, given: Partial<GroupRecord> & { displayName: string }): number {
  const number = directory.nextNumber;
  directory.nextNumber += 1;
  const { seed, domain } = directory.population;
  const mailNickname = given.displayName.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const mail = given.mailEnabled ? `${mailNickname}-${number - directory.population.people}@${domain}` : null;
  const createdDateTime = seconds(new Date(Date.UTC(2013, 0, 7) + (draw(seed, number, 30) % 3000) * 86_400_000));
  directory.groups.set(number, {
    id: guidOf(seed, number),
    createdDateTime,
    description: null,
    groupTypes: [],
    mail,
    mailEnabled: false,
    mailNickname,
    membershipRule: null,
    membershipRuleProcessingState: null,
    proxyAddresses: mail ? [`SMTP:${mail}`] : [],
    renewedDateTime: createdDateTime,
    securityEnabled: true,
    visibility: null,
    ...given,
  });
  directory.members.set(number, []);
  return number;
}

export function nest(directory: Directory, group: number, member: number): void {
  directory.members.get(group)?.push(member);
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number);
}
