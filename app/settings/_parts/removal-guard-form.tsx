"use client";
import { TextInput } from "@mantine/core";
import type { RemovalGuard } from "#lib/config/config.ts";
import { percentOf } from "#words/setting-words.ts";
import { settingsWords } from "#words/settings.tsx";
import { SettingForm } from "./setting-form.tsx";
import type { SettingFormProps } from "./setting-form-props.ts";
import classes from "./settings.module.css";

const words = settingsWords.guard;

export function RemovalGuardForm({ value, ...form }: SettingFormProps<RemovalGuard>) {
  return (
    <SettingForm settingKey="removalGuard" {...form}>
      {({ faults, values }) => (
        <fieldset className={classes.fieldset}>
          <legend>{words.title}</legend>
          <p className="quiet small">{words.help}</p>
          <div className={classes.pair}>
            <TextInput
              name="share"
              label={words.share}
              inputMode="decimal"
              defaultValue={values.share ?? String(percentOf(value.share))}
              error={faults.share}
              autoComplete="off"
            />
            <TextInput
              name="people"
              label={words.people}
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
