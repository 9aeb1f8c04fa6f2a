"use client";
import { TextInput } from "@mantine/core";
import { SettingForm } from "./setting-form.tsx";
import type { SettingFormProps } from "./setting-form-props.ts";

export function GroupForm({ value, ...form }: SettingFormProps<string | undefined>) {
  return (
    <SettingForm settingKey="groupToSync" {...form}>
      {({ faults, values }) => (
        <TextInput
          name="groupToSync"
          label="Group to sync"
          description="Display name or object id of one group. Its members, also those of groups nested in it, are the people of the copy. Type * for every user of the directory. After a change, whoever is not in the new group leaves the copy with the next run; to go back, type the old name."
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
