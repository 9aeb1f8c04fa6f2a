import type { Metadata } from "next";
import { isAdmin } from "#lib/auth/viewer.ts";
import { consentRedirectUri, lastConsent, permissions } from "#lib/commands/consent.ts";
import { type ConsentProblem, consentProblems } from "#lib/consent/model.ts";
import { consentWords as words } from "#words/consent.tsx";
import { problemSentence } from "#words/consent-sentence.ts";
import { doctorWords } from "#words/doctor.tsx";
import { appContext } from "../_server/context.ts";
import { requireViewer } from "../_server/session.ts";
import { ButtonLink } from "../_ui/button-link.tsx";
import { Identifier } from "../_ui/identifier.tsx";
import { Notice } from "../_ui/notice.tsx";
import { PageHeader } from "../_ui/page-header.tsx";
import { Section } from "../_ui/section.tsx";
import { PermissionsTable } from "../settings/_parts/permissions-required.tsx";
import { GetConsent } from "./_parts/get-consent.tsx";
import { LastConsent } from "./_parts/last-consent.tsx";
import classes from "./consent.module.css";

export const metadata: Metadata = { title: words.title };

type Query = Record<string, string | string[] | undefined>;

export default async function ConsentPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireViewer();
  const context = await appContext();
  const problem = problemOf((await searchParams).problem);
  const [last, found] = await Promise.all([lastConsent(context), permissions(context)]);
  const mayAsk = isAdmin(viewer);
  return (
    <>
      <PageHeader title={words.title} lead={words.lead}>
        <ButtonLink href="/settings/doctor">{doctorWords.fromSettings}</ButtonLink>
      </PageHeader>
      {problem ? (
        <Notice kind="warning" title={words.notUsed}>
          {problemSentence(problem)}
        </Notice>
      ) : null}
      {last ? <LastConsent last={last} found={found} mayCheck={mayAsk} /> : null}
      <Section title={words.permissions.title} lead={words.permissions.lead}>
        <PermissionsTable found={found} />
      </Section>
      <Section title={words.before.title}>
        <ol className={classes.steps}>
          <li>{words.before.list}</li>
          <li>
            {words.before.register(
              <Identifier value={consentRedirectUri(context)} label={words.before.copied} whole />,
            )}
          </li>
        </ol>
      </Section>
      <Section title={words.ask.title}>
        <p className={classes.words}>{words.ask.text}</p>
        {mayAsk ? <GetConsent /> : <p className="quiet">{words.ask.adminOnly}</p>}
      </Section>
    </>
  );
}

function problemOf(value: string | string[] | undefined): ConsentProblem | undefined {
  return consentProblems.find((problem) => problem === value);
}
