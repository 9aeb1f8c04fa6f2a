"use client";
import { Radio, TextInput } from "@mantine/core";
import { privacyWords } from "#words/privacy.tsx";
import { SettingForm } from "../../_parts/setting-form.tsx";
import type { SettingFormProps } from "../../_parts/setting-form-props.ts";
import classes from "../../_parts/settings.module.css";

const words = privacyWords.auditRetention;

/** What the field offers to somebody who sets an end. */
const usualDays = 730;

export function AuditRetentionForm({ value, ...form }: SettingFormProps<number | undefined>) {
  return (
    <SettingForm settingKey="auditRetentionDays" {...form}>
      {({ faults, values }) => {
        const kept = values.kept ?? (value === undefined ? "for-ever" : "days");
        return (
          <fieldset className={classes.fieldset}>
            <legend>{words.legend}</legend>
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
