import type { Metadata } from "next";
import { sessionSeconds } from "#lib/auth/session-claims.ts";
import { doorsWords } from "#words/doors.tsx";
import { serverConfig } from "../_server/config.ts";
import { requireViewer } from "../_server/session.ts";
import { Facts } from "../_ui/facts.tsx";
import { endEverySession, signOutEverywhere } from "../_ui/frame/sign-out.ts";
import { PageHeader } from "../_ui/page-header.tsx";
import { PrincipalName } from "../_ui/principal-name.tsx";
import { Section } from "../_ui/section.tsx";
import { SubmitButton } from "../_ui/submit-button.tsx";
import { When } from "../_ui/when.tsx";

const words = doorsWords.account;

export const metadata: Metadata = { title: words.title };

/** The signed-in person's own session, and the ways to end it. */
export default async function AccountPage() {
  const viewer = await requireViewer();
  const ends = new Date(viewer.signedInAt.getTime() + sessionSeconds * 1000);
  const { facts } = words;
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <Facts
        facts={[
          { label: facts.name, value: viewer.name },
          { label: facts.principal, value: <PrincipalName name={viewer.userPrincipalName} /> },
          { label: facts.role, value: doorsWords.roles[viewer.role], help: words.roleHelp[viewer.role] },
          { label: facts.signedIn, value: <When at={viewer.signedInAt} /> },
          {
            label: facts.rolesRead,
            value: <When at={viewer.rolesReadAt} />,
            help: words.rolesHelp(serverConfig().rolesSeconds / 60),
          },
          { label: facts.ends, value: <When at={ends} />, help: words.endsHelp },
        ]}
      />
      <Section title={words.everywhere.title} lead={words.everywhere.text}>
        <form action={signOutEverywhere}>
          <SubmitButton variant="default">{words.everywhere.button}</SubmitButton>
        </form>
      </Section>
      {viewer.role === "admin" ? (
        <Section title={words.everyone.title} lead={words.everyone.text}>
          <form action={endEverySession}>
            <SubmitButton color="red" variant="light">
              {words.everyone.button}
            </SubmitButton>
          </form>
        </Section>
      ) : null}
    </>
  );
}
