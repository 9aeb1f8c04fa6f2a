import type { ReactNode } from "react";
import type { Person } from "#lib/directory/model.ts";
import { personWords } from "#words/person.tsx";
import { CopyButton } from "../../_ui/copy-button.tsx";
import { type Fact, Facts } from "../../_ui/facts.tsx";
import { Identifier } from "../../_ui/identifier.tsx";
import { Section } from "../../_ui/section.tsx";
import { When } from "../../_ui/when.tsx";
import classes from "./person-facts.module.css";

const { contact, work, account } = personWords;

/** How to reach the person, what they do and where, and what their account is. */
export function PersonFacts({ person }: { person: Person }) {
  return (
    <div className={classes.columns}>
      <div>
        <Section title={contact.title}>
          <Facts label={contact.title} facts={contactOf(person)} />
        </Section>
        <Section title={work.title}>
          <Facts label={work.title} facts={workOf(person)} />
        </Section>
      </div>
      <Section title={account.title}>
        <Facts label={account.title} facts={accountOf(person)} />
      </Section>
    </div>
  );
}

function contactOf(person: Person): Fact[] {
  const { mail, mobilePhone, businessPhones } = person;
  const address = [person.streetAddress, [person.postalCode, person.city].filter(Boolean).join(" ")];
  return [
    { label: contact.mail, value: mail && <Reachable href={mailAddress(mail)} text={mail} what={contact.copy.mail} /> },
    { label: contact.telephone, value: businessPhones.length > 0 ? businessPhones.map(telephone) : null },
    { label: contact.mobile, value: mobilePhone && telephone(mobilePhone) },
    { label: contact.office, value: person.officeLocation },
    { label: contact.address, value: [...address, person.state, person.country].filter(Boolean).join(", ") },
  ];
}

function workOf(person: Person): Fact[] {
  return [
    { label: work.jobTitle, value: person.jobTitle },
    { label: work.department, value: person.department },
    { label: work.company, value: person.companyName },
    { label: work.employeeId, value: person.employeeId },
    { label: work.employeeType, value: person.employeeType },
  ];
}

function accountOf(person: Person): Fact[] {
  const { userPrincipalName, createdDateTime } = person;
  return [
    {
      label: account.principal,
      value: userPrincipalName && <Copied text={userPrincipalName} what={contact.copy.principal} />,
    },
    { label: account.id, value: <Identifier value={person.id} label={contact.copy.id} /> },
    { label: account.signIn, value: enabledWords(person.accountEnabled) },
    { label: account.type, value: person.userType },
    { label: account.since, value: createdDateTime ? <When at={createdDateTime} /> : null },
    { label: account.copiedSince, value: <When at={person.firstSeenAt} /> },
    { label: account.changed, value: <When at={person.changedAt} /> },
  ];
}

function telephone(number: string): ReactNode {
  return <Reachable key={number} href={telephoneAddress(number)} text={number} what={contact.copy.telephone} />;
}

function Reachable({ href, text, what }: { href: string | undefined; text: string; what: string }) {
  return <Copied text={text} what={what} shown={href ? <a href={href}>{text}</a> : text} />;
}

function Copied({ text, what, shown = text }: { text: string; what: string; shown?: ReactNode }) {
  return (
    <div className={classes.copied}>
      <span className="name">{shown}</span>
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
