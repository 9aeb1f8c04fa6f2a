import type { ScheduleStanding } from "#lib/commands/schedule.ts";
import type { Settings } from "#lib/settings/model.ts";
import { removalGuardWords, retentionWords, scheduleWords } from "#words/setting-words.ts";
import { Facts } from "../../_ui/facts.tsx";
import { Section } from "../../_ui/section.tsx";
import { RemovalGuardForm } from "./removal-guard-form.tsx";
import { RetentionForm } from "./retention-form.tsx";
import { ScheduleForm } from "./schedule-form.tsx";
import { ScheduleNow } from "./schedule-now.tsx";
import { settingFormProps } from "./setting-source.tsx";
import { SourceLine } from "./source-line.tsx";

export type SettingsGiven = { settings: Settings; environment: Settings; mayChange: boolean };

type RunsGiven = SettingsGiven & { schedule: ScheduleStanding };

/** When runs happen and how careful they are; forms for an admin, sentences for a reader. */
export function RunsSection(given: RunsGiven) {
  return (
    <Section title="Runs">
      <div id="schedule">{given.mayChange ? <Forms {...given} /> : <Facts label="Runs" facts={factsOf(given)} />}</div>
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
      <RetentionForm
        {...settingFormProps(settings.retentionDays, {
          variable: "ROLLCALL_RETENTION_DAYS",
          fallback: retentionWords(environment.retentionDays.value),
        })}
      />
    </>
  );
}

function factsOf({ settings: { schedule, removalGuard, retentionDays }, schedule: standing }: RunsGiven) {
  return [
    {
      label: "Schedule",
      value: scheduleWords(schedule.value),
      help: (
        <>
          <SourceLine setting={schedule} variable="ROLLCALL_SCHEDULE" />
          <ScheduleNow standing={standing} />
        </>
      ),
    },
    {
      label: "Removals are held above",
      value: removalGuardWords(removalGuard.value),
      help: <SourceLine setting={removalGuard} variable="ROLLCALL_REMOVAL_GUARD" />,
    },
    {
      label: "Removed people are kept",
      value: retentionWords(retentionDays.value),
      help: <SourceLine setting={retentionDays} variable="ROLLCALL_RETENTION_DAYS" />,
    },
  ];
}
