import type { Metadata } from "next";
import { isAdmin } from "#lib/auth/viewer.ts";
import { consentRedirectUri, lastConsent, permissions } from "#lib/commands/consent.ts";
import { type ConsentProblem, consentProblems } from "#lib/consent/model.ts";
import { appContext } from "../_server/context.ts";
import { requireViewer } from "../_server/session.ts";
import { Identifier } from "../_ui/identifier.tsx";
import { Notice } from "../_ui/notice.tsx";
import { PageHeader } from "../_ui/page-header.tsx";
import { Section } from "../_ui/section.tsx";
import { PermissionsTable } from "../settings/_parts/permissions-required.tsx";
import { GetConsent } from "./_parts/consent-buttons.tsx";
import { problemSentence, whoCanGrant } from "./_parts/consent-sentence.ts";
import { LastConsent } from "./_parts/last-consent.tsx";
import classes from "./consent.module.css";

export const metadata: Metadata = { title: "Get consent" };

type Query = Record<string, string | string[] | undefined>;

export default async function ConsentPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireViewer();
  const context = await appContext();
  const problem = problemOf((await searchParams).problem);
  const [last, found] = await Promise.all([lastConsent(context), permissions(context)]);
  return (
    <>
      <PageHeader
        title="Get consent"
        lead="An administrator of the tenant allows this application, once, to read its people and groups."
      />
      {problem ? (
        <Notice kind="warning" title="The answer was not used">
          {problemSentence(problem)}
        </Notice>
      ) : null}
      {last ? <LastConsent last={last} found={found} now={context.now()} mayCheck={isAdmin(viewer)} /> : null}
      <Section
        title="Permissions"
        lead="Application permissions of Microsoft Graph: what is required, and what is granted."
      >
        <PermissionsTable found={found} />
      </Section>
      <Section title="Before you begin">
        <ol className={classes.steps}>
          <li>
            In Entra, open the app registration and list the permissions above under <em>API permissions</em>, Microsoft
            Graph, <em>Application permissions</em>.
          </li>
          <li>
            Register this redirect URI under <em>Authentication</em>, platform <em>Web</em>:{" "}
            <Identifier value={consentRedirectUri(context)} label="the redirect URI for consent" whole />
          </li>
        </ol>
      </Section>
      <Section title="Ask the tenant">
        <p className={classes.words}>
          The button leads to Microsoft. {whoCanGrant} Whatever Microsoft answers, Rollcall then fetches a fresh token
          and asks for a user and a group before it believes it.
        </p>
        {isAdmin(viewer) ? <GetConsent /> : <p className="quiet">Only an admin of Rollcall may ask.</p>}
      </Section>
    </>
  );
}

function problemOf(value: string | string[] | undefined): ConsentProblem | undefined {
  return consentProblems.find((problem) => problem === value);
}
