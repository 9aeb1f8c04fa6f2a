"use client";
import { Radio, TextInput } from "@mantine/core";
import { settingsWords } from "#words/settings.tsx";
import { SettingForm } from "./setting-form.tsx";
import type { SettingFormProps } from "./setting-form-props.ts";
import classes from "./settings.module.css";

const words = settingsWords.retention;

/** What the field offers to somebody who sets an end. */
const usualDays = 365;

export function RetentionForm({ value, ...form }: SettingFormProps<number | undefined>) {
  return (
    <SettingForm settingKey="retentionDays" {...form}>
      {({ faults, values }) => {
        const kept = values.kept ?? (value === undefined ? "for-ever" : "days");
        return (
          <fieldset className={classes.fieldset}>
            <legend>{words.title}</legend>
            <Radio name="kept" value="for-ever" defaultChecked={kept === "for-ever"} label={words.forEver} />
            <Radio name="kept" value="days" defaultChecked={kept === "days"} label={words.days} />
            <TextInput
              name="days"
              label={words.daysLabel}
              inputMode="numeric"
              defaultValue={values.days ?? String(value ?? usualDays)}
              error={faults.days}
              autoComplete="off"
              className={classes.short}
            />
          </fieldset>
        );
      }}
    </SettingForm>
  );
}
