import type { Metadata } from "next";
import { isAdmin } from "#lib/auth/viewer.ts";
import { effectiveSettings, settingsOfEnvironment } from "#lib/commands/settings.ts";
import { privacyWords } from "#words/privacy.tsx";
import { contextFor } from "../../_server/context.ts";
import { requireViewer } from "../../_server/session.ts";
import { type SearchParams, textOf } from "../../_ui/address.ts";
import { ButtonLink } from "../../_ui/button-link.tsx";
import { Facts } from "../../_ui/facts.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";
import { Section } from "../../_ui/section.tsx";
import type { SettingsGiven } from "../_parts/runs-section.tsx";
import { settingFormProps } from "../_parts/setting-source.tsx";
import { AuditRetentionForm } from "./_parts/audit-retention-form.tsx";
import { LeftOutForm } from "./_parts/left-out-form.tsx";
import { PersonSection } from "./_parts/person-section.tsx";
import { StoredTable } from "./_parts/stored-table.tsx";

export const metadata: Metadata = { title: privacyWords.title };

export default async function PrivacyPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireViewer();
  const context = await contextFor(viewer);
  const asked = textOf((await searchParams).person);
  const settings = await effectiveSettings(context);
  const given = { settings, environment: settingsOfEnvironment(context), mayChange: isAdmin(viewer) };
  return (
    <>
      <PageHeader title={privacyWords.title} lead={privacyWords.lead} />
      <Section title={privacyWords.leftOut.title}>
        {given.mayChange ? <Forms {...given} /> : <Values {...given} />}
      </Section>
      {isAdmin(viewer) ? <PersonSection context={await contextFor(viewer)} asked={asked?.slice(0, 300)} /> : null}
      <Section
        title={privacyWords.stored.title}
        lead={privacyWords.stored.lead}
        actions={given.mayChange ? <ButtonLink href="/settings/audit">{privacyWords.stored.audit}</ButtonLink> : null}
      >
        <StoredTable settings={settings} />
      </Section>
    </>
  );
}

function Forms({ settings, environment }: SettingsGiven) {
  const { leftOut, auditRetention } = privacyWords;
  return (
    <>
      <LeftOutForm
        {...settingFormProps(settings.leftOut, {
          variable: "ROLLCALL_LEAVE_OUT",
          fallback: leftOut.value(environment.leftOut.value),
        })}
      />
      <AuditRetentionForm
        {...settingFormProps(settings.auditRetentionDays, {
          variable: "ROLLCALL_AUDIT_RETENTION_DAYS",
          fallback: auditRetention.value(environment.auditRetentionDays.value),
        })}
      />
    </>
  );
}

function Values({ settings }: SettingsGiven) {
  const { leftOut, auditRetention } = privacyWords;
  return (
    <Facts
      label={privacyWords.title}
      facts={[
        { label: leftOut.legend, value: leftOut.value(settings.leftOut.value) },
        { label: auditRetention.legend, value: auditRetention.value(settings.auditRetentionDays.value) },
      ]}
    />
  );
}
