import { Group } from "@mantine/core";
import { Suspense } from "react";
import { type CredentialExpiry, credentialExpiry, expiryWarning } from "#lib/commands/credential-expiry.ts";
import type { GraphConfig } from "#lib/config/config.ts";
import type { Settings } from "#lib/settings/model.ts";
import { credentialWords } from "#words/credential.tsx";
import { doctorWords } from "#words/doctor.tsx";
import { groupWords } from "#words/setting-words.ts";
import { settingsWords } from "#words/settings.tsx";
import { appContext } from "../../_server/context.ts";
import { ButtonLink } from "../../_ui/button-link.tsx";
import { type Fact, Facts } from "../../_ui/facts.tsx";
import { Identifier } from "../../_ui/identifier.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { Section } from "../../_ui/section.tsx";
import { GroupForm } from "./group-form.tsx";
import { PermissionsRequired } from "./permissions-required.tsx";
import { redirectUriFacts } from "./redirect-uri-facts.tsx";
import type { SettingsGiven } from "./runs-section.tsx";
import { SecretEndForm } from "./secret-end-form.tsx";
import { settingFormProps } from "./setting-source.tsx";
import classes from "./settings.module.css";
import { SourceLine } from "./source-line.tsx";

const words = settingsWords.graph;
const from = settingsWords.source.environment;

const groupVariable = "MSGRAPH_GROUP_NAME_TO_SYNC";

/** The registration, what it may read, and the group that is read. */
export async function MicrosoftGraphSection({ settings, environment, mayChange }: SettingsGiven) {
  const context = await appContext();
  const { graph } = context.config;
  const expiry = graph ? await credentialExpiry(context) : undefined;
  const facts = [
    ...(graph ? registrationFacts(graph) : []),
    ...(expiry ? [endFact(expiry)] : []),
    ...redirectUriFacts(context),
  ];
  return (
    <Section
      title={words.title}
      actions={
        <Group gap="xs">
          <ButtonLink href="/settings/doctor">{doctorWords.fromSettings}</ButtonLink>
          <ButtonLink href="/consent">{words.consent}</ButtonLink>
        </Group>
      }
    >
      {expiry ? <ExpiryNotice expiry={expiry} /> : null}
      <Facts label={words.registration} facts={mayChange ? facts : [...facts, groupFact(settings)]} />
      {mayChange ? (
        <GroupForm
          {...settingFormProps(settings.groupToSync, {
            variable: groupVariable,
            fallback: groupWords(environment.groupToSync.value),
          })}
        />
      ) : null}
      {mayChange && expiry?.kind === "secret" ? (
        <SecretEndForm
          {...settingFormProps(settings.secretExpiresOn, {
            variable: "MSGRAPH_CLIENT_SECRET_EXPIRES_ON",
            fallback: environment.secretExpiresOn.value ?? credentialWords.noDay,
          })}
        />
      ) : null}
      <h3 className={classes.part}>{words.permissions}</h3>
      <Suspense fallback={<p className="quiet">{words.asking}</p>}>
        <PermissionsRequired />
      </Suspense>
    </Section>
  );
}

const credentialVariables = {
  secret: "MSGRAPH_CLIENT_SECRET",
  certificate: "MSGRAPH_CLIENT_CERTIFICATE",
  "federated token": "MSGRAPH_FEDERATED_TOKEN_FILE",
} as const;

function registrationFacts({
  applicationId,
  tenantId,
  cloud,
  credential,
  loginOrigin,
  graphOrigin,
}: GraphConfig): Fact[] {
  const facts: Fact[] = [
    {
      label: words.facts.applicationId,
      value: <Identifier value={applicationId} label={words.copied.applicationId} whole />,
      help: from("MSGRAPH_APPLICATION_ID"),
    },
    {
      label: words.facts.tenant,
      value: <Identifier value={tenantId} label={words.copied.tenant} whole />,
      help: from("MSGRAPH_TENANT_ID"),
    },
    {
      label: words.facts.cloud,
      value: cloud,
      help: cloud === "global" ? words.cloudHelp : from("MSGRAPH_CLOUD"),
    },
    {
      label: words.facts.credential,
      value: credentialWords.kinds[credential.kind],
      help: credentialWords.help(credentialVariables[credential.kind]),
    },
  ];
  if (loginOrigin)
    facts.push({ label: words.facts.loginOrigin, value: loginOrigin, help: from("MSGRAPH_LOGIN_ORIGIN") });
  if (graphOrigin)
    facts.push({ label: words.facts.graphOrigin, value: graphOrigin, help: from("MSGRAPH_GRAPH_ORIGIN") });
  return facts;
}

function endFact(expiry: CredentialExpiry): Fact {
  if (expiry.state === "renewed") return { label: credentialWords.end, value: credentialWords.renewed };
  if (expiry.state === "unknown") return { label: credentialWords.end, value: credentialWords.unknown };
  if (expiry.state === "unreadable") return { label: credentialWords.end, value: undefined };
  const { expiresOn, daysLeft } = expiry;
  return {
    label: credentialWords.end,
    value: expiresOn.toISOString().slice(0, 10),
    help: expiry.state === "over" ? undefined : credentialWords.daysLeft(daysLeft),
  };
}

function ExpiryNotice({ expiry }: { expiry: CredentialExpiry }) {
  const warning = expiryWarning(expiry);
  if (!warning || !(expiry.state in credentialWords.warning)) return null;
  const title = credentialWords.warning[expiry.state as keyof typeof credentialWords.warning];
  return (
    <Notice kind={expiry.state === "ending" ? "warning" : "error"} title={title}>
      <p>{warning}</p>
    </Notice>
  );
}

function groupFact({ groupToSync }: Settings): Fact {
  return {
    label: settingsWords.group.label,
    value: groupWords(groupToSync.value),
    help: <SourceLine setting={groupToSync} variable={groupVariable} />,
  };
}
