import { Suspense } from "react";
import type { GraphConfig } from "#lib/config/config.ts";
import type { Settings } from "#lib/settings/model.ts";
import { appContext } from "../../_server/context.ts";
import { ButtonLink } from "../../_ui/button-link.tsx";
import { type Fact, Facts } from "../../_ui/facts.tsx";
import { Identifier } from "../../_ui/identifier.tsx";
import { Section } from "../../_ui/section.tsx";
import { GroupForm } from "./group-form.tsx";
import { PermissionsRequired } from "./permissions-required.tsx";
import { redirectUriFacts } from "./redirect-uri-facts.tsx";
import type { SettingsGiven } from "./runs-section.tsx";
import { settingFormProps } from "./setting-source.tsx";
import { groupWords } from "./setting-words.ts";
import classes from "./settings.module.css";
import { SourceLine } from "./source-line.tsx";

const groupVariable = "MSGRAPH_GROUP_NAME_TO_SYNC";

/** The registration, what it may read, and the group that is read. */
export async function MicrosoftGraphSection({ settings, environment, mayChange }: SettingsGiven) {
  const context = await appContext();
  const { graph } = context.config;
  const facts = [...(graph ? registrationFacts(graph) : []), ...redirectUriFacts(context)];
  return (
    <Section title="Microsoft Graph" actions={<ButtonLink href="/consent">Get consent</ButtonLink>}>
      <Facts label="App registration" facts={mayChange ? facts : [...facts, groupFact(settings)]} />
      {mayChange ? (
        <GroupForm
          {...settingFormProps(settings.groupToSync, {
            variable: groupVariable,
            fallback: groupWords(environment.groupToSync.value),
          })}
        />
      ) : null}
      <h3 className={classes.part}>Permissions</h3>
      <Suspense fallback={<p className="quiet">Asking Microsoft…</p>}>
        <PermissionsRequired />
      </Suspense>
    </Section>
  );
}

const credentialWords = {
  secret: { value: "A client secret", variable: "MSGRAPH_CLIENT_SECRET" },
  certificate: { value: "A certificate", variable: "MSGRAPH_CLIENT_CERTIFICATE" },
  "federated token": { value: "The platform’s token", variable: "MSGRAPH_FEDERATED_TOKEN_FILE" },
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
      label: "Application id",
      value: <Identifier value={applicationId} label="the application id" whole />,
      help: from("MSGRAPH_APPLICATION_ID"),
    },
    {
      label: "Tenant",
      value: <Identifier value={tenantId} label="the tenant" whole />,
      help: from("MSGRAPH_TENANT_ID"),
    },
    {
      label: "Cloud",
      value: cloud,
      help:
        cloud === "global" ? (
          <>
            <code>MSGRAPH_CLOUD</code>, or the default
          </>
        ) : (
          from("MSGRAPH_CLOUD")
        ),
    },
    {
      label: "Credential",
      value: credentialWords[credential.kind].value,
      help: <>{from(credentialWords[credential.kind].variable)}; never stored, never shown</>,
    },
  ];
  if (loginOrigin) facts.push({ label: "Sign-in goes to", value: loginOrigin, help: from("MSGRAPH_LOGIN_ORIGIN") });
  if (graphOrigin) facts.push({ label: "Graph is asked at", value: graphOrigin, help: from("MSGRAPH_GRAPH_ORIGIN") });
  return facts;
}

function groupFact({ groupToSync }: Settings): Fact {
  return {
    label: "Group to sync",
    value: groupWords(groupToSync.value),
    help: <SourceLine setting={groupToSync} variable={groupVariable} />,
  };
}

function from(variable: string) {
  return (
    <>
      From the environment (<code>{variable}</code>)
    </>
  );
}
