import type { Person } from "#lib/directory/model.ts";
import { type Fact, Facts } from "../../_ui/facts.tsx";
import { Identifier } from "../../_ui/identifier.tsx";
import { Section } from "../../_ui/section.tsx";
import { When } from "../../_ui/when.tsx";
import classes from "./person-facts.module.css";

/** How to reach the person, what they do and where, and what their account is. */
export function PersonFacts({ person }: { person: Person }) {
  return (
    <div className={classes.columns}>
      <Section title="Work">
        <Facts label="Work" facts={workOf(person)} />
      </Section>
      <Section title="Account">
        <Facts label="Account" facts={accountOf(person)} />
      </Section>
    </div>
  );
}

function workOf(person: Person): Fact[] {
  const address = [person.streetAddress, [person.postalCode, person.city].filter(Boolean).join(" ")];
  return [
    { label: "Job title", value: person.jobTitle },
    { label: "Department", value: person.department },
    { label: "Company", value: person.companyName },
    { label: "Office", value: person.officeLocation },
    { label: "Address", value: [...address, person.state, person.country].filter(Boolean).join(", ") },
    {
      label: "Mail",
      value: person.mail ? <a href={mailAddress(person.mail)}>{person.mail}</a> : null,
    },
    { label: "Telephone", value: person.businessPhones.join(", ") },
    { label: "Mobile", value: person.mobilePhone },
  ];
}

function accountOf(person: Person): Fact[] {
  return [
    { label: "User principal name", value: person.userPrincipalName },
    { label: "Object id", value: <Identifier value={person.id} label="object id" /> },
    { label: "Employee id", value: person.employeeId },
    { label: "Employee type", value: person.employeeType },
    { label: "Sign-in", value: enabledWords(person.accountEnabled) },
    { label: "Type", value: person.userType },
    { label: "In the directory since", value: person.createdDateTime ? <When at={person.createdDateTime} /> : null },
    { label: "In this copy since", value: <When at={person.firstSeenAt} /> },
    { label: "Last changed here", value: <When at={person.changedAt} /> },
  ];
}

/** Encoded, because a mail address of the directory could bring parameters of its own. */
function mailAddress(mail: string): string {
  return `mailto:${encodeURIComponent(mail).replace("%40", "@")}`;
}

function enabledWords(accountEnabled: boolean | null): string | null {
  if (accountEnabled === null) return null;
  return accountEnabled ? "Allowed" : "Disabled";
}
