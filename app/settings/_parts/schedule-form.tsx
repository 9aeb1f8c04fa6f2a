"use client";
import { Radio, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { Schedule } from "#lib/config/config.ts";
import { settingsWords } from "#words/settings.tsx";
import { SettingForm } from "./setting-form.tsx";
import type { SettingFormProps } from "./setting-form-props.ts";
import classes from "./settings.module.css";

const words = settingsWords.schedule;

/** What the fields offer to somebody who switches the schedule on. */
const usual: Schedule = { delta: "*/15 * * * *", full: "0 2 * * *" };

export function ScheduleForm({
  value,
  standing,
  ...form
}: SettingFormProps<Schedule | undefined> & {
  /** What the stored schedule does now. */
  standing: ReactNode;
}) {
  return (
    <SettingForm settingKey="schedule" {...form}>
      {({ faults, values }) => {
        const scheduled = values.scheduled ?? (value ? "on" : "off");
        return (
          <fieldset className={classes.fieldset}>
            <legend>{words.title}</legend>
            <Radio name="scheduled" value="off" defaultChecked={scheduled === "off"} label={words.off} />
            <Radio name="scheduled" value="on" defaultChecked={scheduled === "on"} label={words.on} />
            <div className={classes.pair}>
              <TextInput
                name="delta"
                label={words.delta}
                description={words.cron}
                defaultValue={values.delta ?? (value ?? usual).delta}
                error={faults.delta}
                autoComplete="off"
              />
              <TextInput
                name="full"
                label={words.full}
                description={words.cron}
                defaultValue={values.full ?? (value ?? usual).full}
                error={faults.full}
                autoComplete="off"
              />
            </div>
            {standing}
          </fieldset>
        );
      }}
    </SettingForm>
  );
}
