"use client";
import { TextInput } from "@mantine/core";
import { credentialWords as words } from "#words/credential.tsx";
import { SettingForm } from "./setting-form.tsx";
import type { SettingFormProps } from "./setting-form-props.ts";
import classes from "./settings.module.css";

/** The day the client secret ends: Microsoft shows it to people only. */
export function SecretEndForm({ value, ...form }: SettingFormProps<string | undefined>) {
  return (
    <SettingForm settingKey="secretExpiresOn" {...form}>
      {({ faults, values }) => (
        <TextInput
          name="secretExpiresOn"
          type="date"
          label={words.lastDay}
          description={words.lastDayHelp}
          defaultValue={values.secretExpiresOn ?? value ?? ""}
          error={faults.secretExpiresOn}
          autoComplete="off"
          className={classes.short}
        />
      )}
    </SettingForm>
  );
}
