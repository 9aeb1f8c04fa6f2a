"use client";
import { TextInput } from "@mantine/core";
import type { RemovalGuard } from "#lib/config/config.ts";
import { percentOf } from "#words/setting-words.ts";
import { SettingForm } from "./setting-form.tsx";
import type { SettingFormProps } from "./setting-form-props.ts";
import classes from "./settings.module.css";

export function RemovalGuardForm({ value, ...form }: SettingFormProps<RemovalGuard>) {
  return (
    <SettingForm settingKey="removalGuard" {...form}>
      {({ faults, values }) => (
        <fieldset className={classes.fieldset}>
          <legend>Removal guard</legend>
          <p className="quiet small">
            A run that would remove more than this share and more than this number of people writes everything else and
            holds the removals until somebody approves. A run that would remove everyone is always held.
          </p>
          <div className={classes.pair}>
            <TextInput
              name="share"
              label="Share, in percent"
              inputMode="decimal"
              defaultValue={values.share ?? String(percentOf(value.share))}
              error={faults.share}
              autoComplete="off"
            />
            <TextInput
              name="people"
              label="Number of people"
              inputMode="numeric"
              defaultValue={values.people ?? String(value.people)}
              error={faults.people}
              autoComplete="off"
            />
          </div>
        </fieldset>
      )}
    </SettingForm>
  );
}
