import type { ScheduleStanding } from "#lib/commands/schedule.ts";
import type { Settings } from "#lib/settings/model.ts";
import { membershipsWords, removalGuardWords, retentionWords, scheduleWords } from "#words/setting-words.ts";
import { settingsWords } from "#words/settings.tsx";
import { Facts } from "../../_ui/facts.tsx";
import { Section } from "../../_ui/section.tsx";
import { MembershipsForm } from "./memberships-form.tsx";
import { RemovalGuardForm } from "./removal-guard-form.tsx";
import { RetentionForm } from "./retention-form.tsx";
import { ScheduleForm } from "./schedule-form.tsx";
import { ScheduleNow } from "./schedule-now.tsx";
import { settingFormProps } from "./setting-source.tsx";
import { SourceLine } from "./source-line.tsx";

const words = settingsWords.runs;

export type SettingsGiven = { settings: Settings; environment: Settings; mayChange: boolean };

type RunsGiven = SettingsGiven & { schedule: ScheduleStanding };

/** When runs happen and how careful they are; forms for an admin, sentences for a reader. */
export function RunsSection(given: RunsGiven) {
  return (
    <Section title={words.title}>
      <div id="schedule">
        {given.mayChange ? <Forms {...given} /> : <Facts label={words.title} facts={factsOf(given)} />}
      </div>
    </Section>
  );
}

function Forms({ settings, environment, schedule }: RunsGiven) {
  return (
    <>
      <ScheduleForm
        standing={<ScheduleNow standing={schedule} />}
        {...settingFormProps(settings.schedule, {
          variable: "ROLLCALL_SCHEDULE",
          fallback: scheduleWords(environment.schedule.value),
        })}
      />
      <RemovalGuardForm
        {...settingFormProps(settings.removalGuard, {
          variable: "ROLLCALL_REMOVAL_GUARD",
          fallback: removalGuardWords(environment.removalGuard.value),
        })}
      />
      <MembershipsForm
        {...settingFormProps(settings.memberships, {
          variable: "ROLLCALL_MEMBERSHIPS",
          fallback: membershipsWords(environment.memberships.value),
        })}
      />
      <RetentionForm
        {...settingFormProps(settings.retentionDays, {
          variable: "ROLLCALL_RETENTION_DAYS",
          fallback: retentionWords(environment.retentionDays.value),
        })}
      />
    </>
  );
}

function factsOf({ settings: { schedule, removalGuard, memberships, retentionDays }, schedule: standing }: RunsGiven) {
  return [
    {
      label: settingsWords.schedule.title,
      value: scheduleWords(schedule.value),
      help: (
        <>
          <SourceLine setting={schedule} variable="ROLLCALL_SCHEDULE" />
          <ScheduleNow standing={standing} />
        </>
      ),
    },
    {
      label: words.heldAbove,
      value: removalGuardWords(removalGuard.value),
      help: <SourceLine setting={removalGuard} variable="ROLLCALL_REMOVAL_GUARD" />,
    },
    {
      label: settingsWords.memberships.title,
      value: membershipsWords(memberships.value),
      help: <SourceLine setting={memberships} variable="ROLLCALL_MEMBERSHIPS" />,
    },
    {
      label: settingsWords.retention.title,
      value: retentionWords(retentionDays.value),
      help: <SourceLine setting={retentionDays} variable="ROLLCALL_RETENTION_DAYS" />,
    },
  ];
}
