import { Group } from "@mantine/core";
import type { Metadata } from "next";
import { isAdmin } from "#lib/auth/viewer.ts";
import { scheduleStanding } from "#lib/commands/schedule.ts";
import { effectiveSettings, settingsOfEnvironment } from "#lib/commands/settings.ts";
import { settingsWords } from "#words/settings.tsx";
import { appContext } from "../_server/context.ts";
import { requireViewer } from "../_server/session.ts";
import { ButtonLink } from "../_ui/button-link.tsx";
import { PageHeader } from "../_ui/page-header.tsx";
import { Section } from "../_ui/section.tsx";
import { MicrosoftGraphSection } from "./_parts/microsoft-graph-section.tsx";
import { RunsSection } from "./_parts/runs-section.tsx";

export const metadata: Metadata = { title: settingsWords.title };

export default async function SettingsPage() {
  const viewer = await requireViewer();
  const context = await appContext();
  const [settings, schedule] = await Promise.all([effectiveSettings(context), scheduleStanding(context)]);
  const given = { settings, environment: settingsOfEnvironment(context), mayChange: isAdmin(viewer) };
  return (
    <>
      <PageHeader
        title={settingsWords.title}
        lead={given.mayChange ? settingsWords.lead.admin : settingsWords.lead.reader}
      />
      <MicrosoftGraphSection {...given} />
      <RunsSection {...given} schedule={schedule} />
      <Section title={settingsWords.records.title} lead={settingsWords.records.lead}>
        <Group>
          <ButtonLink href="/settings/privacy">{settingsWords.records.privacy}</ButtonLink>
          {given.mayChange ? (
            <>
              <ButtonLink href="/settings/audit">{settingsWords.records.audit}</ButtonLink>
              <ButtonLink href="/settings/tokens">{settingsWords.records.tokens}</ButtonLink>
            </>
          ) : null}
        </Group>
      </Section>
    </>
  );
}
