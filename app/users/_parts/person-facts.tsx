import type { ReactNode } from "react";
import type { Person, UserColumn } from "#lib/directory/model.ts";
import { personWords } from "#words/person.tsx";
import { leftOutNow } from "../../_server/left-out.ts";
import { copiedOr } from "../../_ui/copied.tsx";
import { CopyButton } from "../../_ui/copy-button.tsx";
import { type Fact, Facts } from "../../_ui/facts.tsx";
import { Identifier } from "../../_ui/identifier.tsx";
import { PrincipalName } from "../../_ui/principal-name.tsx";
import { Section } from "../../_ui/section.tsx";
import { When } from "../../_ui/when.tsx";
import classes from "./person-facts.module.css";

const { contact, work, account } = personWords;

/** How to reach the person, what they do and where, and what their account is. */
export async function PersonFacts({ person }: { person: Person }) {
  const copied: Copied = { person, leftOut: await leftOutNow() };
  return (
    <div className={classes.columns}>
      <div>
        <Section title={contact.title}>
          <Facts label={contact.title} facts={contactOf(copied)} />
        </Section>
        <Section title={work.title}>
          <Facts label={work.title} facts={workOf(copied)} />
        </Section>
      </div>
      <Section title={account.title}>
        <Facts label={account.title} facts={accountOf(copied)} />
      </Section>
    </div>
  );
}

type Copied = { person: Person; leftOut: readonly string[] };

function contactOf({ person, leftOut }: Copied): Fact[] {
  const { mail, mobilePhone, businessPhones } = person;
  const or = (name: UserColumn, value: ReactNode) => copiedOr(value, { name, leftOut });
  const address = [person.streetAddress, [person.postalCode, person.city].filter(Boolean).join(" ")];
  return [
    {
      label: contact.mail,
      value: or("mail", mail && <Reachable href={mailAddress(mail)} text={mail} what={contact.copy.mail} />),
    },
    {
      label: contact.telephone,
      value: or("businessPhones", businessPhones.length > 0 ? businessPhones.map(telephone) : null),
    },
    { label: contact.mobile, value: or("mobilePhone", mobilePhone && telephone(mobilePhone)) },
    { label: contact.office, value: or("officeLocation", person.officeLocation) },
    { label: contact.address, value: addressOr([...address, person.state, person.country], leftOut) },
  ];
}

/** One line of five properties: not copied where none of them is. */
function addressOr(parts: (string | null)[], leftOut: readonly string[]): ReactNode {
  const names: UserColumn[] = ["streetAddress", "postalCode", "city", "state", "country"];
  const [name = ""] = names.every((one) => leftOut.includes(one)) ? names : [];
  return copiedOr(parts.filter(Boolean).join(", "), { name, leftOut });
}

function workOf({ person, leftOut }: Copied): Fact[] {
  const or = (name: UserColumn) => copiedOr(String(person[name] ?? ""), { name, leftOut });
  return [
    { label: work.jobTitle, value: or("jobTitle") },
    { label: work.department, value: or("department") },
    { label: work.company, value: or("companyName") },
    { label: work.employeeId, value: or("employeeId") },
    { label: work.employeeType, value: or("employeeType") },
  ];
}

function accountOf({ person, leftOut }: Copied): Fact[] {
  const { userPrincipalName, createdDateTime } = person;
  return [
    {
      label: account.principal,
      value: userPrincipalName && <WithCopy text={userPrincipalName} what={contact.copy.principal} />,
    },
    { label: account.id, value: <Identifier value={person.id} label={contact.copy.id} /> },
    { label: account.signIn, value: enabledWords(person.accountEnabled) },
    { label: account.type, value: person.userType },
    {
      label: account.since,
      value: copiedOr(createdDateTime && <When at={createdDateTime} />, { name: "createdDateTime", leftOut }),
    },
    { label: account.copiedSince, value: <When at={person.firstSeenAt} /> },
    { label: account.changed, value: <When at={person.changedAt} /> },
  ];
}

function telephone(number: string): ReactNode {
  return <Reachable key={number} href={telephoneAddress(number)} text={number} what={contact.copy.telephone} />;
}

function Reachable({ href, text, what }: { href: string | undefined; text: string; what: string }) {
  const shown = <PrincipalName name={text} />;
  return <WithCopy text={text} what={what} shown={href ? <a href={href}>{shown}</a> : shown} />;
}

function WithCopy({ text, what, shown }: { text: string; what: string; shown?: ReactNode }) {
  return (
    <div className={classes.copied}>
      <span className="name">{shown ?? <PrincipalName name={text} />}</span>
      <CopyButton value={text} label={what} />
    </div>
  );
}

/** Encoded, because a mail address of the directory could bring parameters of its own. */
function mailAddress(mail: string): string {
  return `mailto:${encodeURIComponent(mail).replace("%40", "@")}`;
}

/** What can be dialled of a number as people write it ("+351 (0)21 555 0100 ext. 7"); undefined when that is nothing. */
function telephoneAddress(number: string): string | undefined {
  const [line = ""] = number.replace("(0)", "").split(/[^\d\s()./+-]/);
  const digits = line.replace(/[^\d+]/g, "");
  return /^\+?\d{3,}$/.test(digits) ? `tel:${digits}` : undefined;
}

function enabledWords(accountEnabled: boolean | null): string | null {
  if (accountEnabled === null) return null;
  return accountEnabled ? account.allowed : account.disabled;
}
