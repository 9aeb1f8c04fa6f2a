"use client";
import { TextInput } from "@mantine/core";
import { settingsWords } from "#words/settings.tsx";
import { SettingForm } from "./setting-form.tsx";
import type { SettingFormProps } from "./setting-form-props.ts";

const words = settingsWords.group;

export function GroupForm({ value, ...form }: SettingFormProps<string | undefined>) {
  return (
    <SettingForm settingKey="groupToSync" {...form}>
      {({ faults, values }) => (
        <TextInput
          name="groupToSync"
          label={words.label}
          description={words.help}
          defaultValue={values.groupToSync ?? value ?? ""}
          error={faults.groupToSync}
          autoComplete="off"
          spellCheck={false}
          required
          withAsterisk={false}
        />
      )}
    </SettingForm>
  );
}
