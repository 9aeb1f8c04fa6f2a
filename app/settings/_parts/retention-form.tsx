"use client";
import { Radio, TextInput } from "@mantine/core";
import { SettingForm } from "./setting-form.tsx";
import type { SettingFormProps } from "./setting-form-props.ts";
import classes from "./settings.module.css";

/** What the field offers to somebody who sets an end. */
const usualDays = 365;

export function RetentionForm({ value, ...form }: SettingFormProps<number | undefined>) {
  return (
    <SettingForm settingKey="retentionDays" {...form}>
      {({ faults, values }) => {
        const kept = values.kept ?? (value === undefined ? "for-ever" : "days");
        return (
          <fieldset className={classes.fieldset}>
            <legend>Removed people are kept</legend>
            <Radio name="kept" value="for-ever" defaultChecked={kept === "for-ever"} label="For ever" />
            <Radio
              name="kept"
              value="days"
              defaultChecked={kept === "days"}
              label="For a number of days; then a run deletes them with their history"
            />
            <TextInput
              name="days"
              label="Days"
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
