"use client";
import { Checkbox } from "@mantine/core";
import { type OptionalProperty, optionalProperties } from "#lib/config/left-out.ts";
import { privacyWords } from "#words/privacy.tsx";
import { SettingForm } from "../../_parts/setting-form.tsx";
import type { SettingFormProps } from "../../_parts/setting-form-props.ts";
import settings from "../../_parts/settings.module.css";
import classes from "./privacy.module.css";

const words = privacyWords.leftOut;

/** A tick for each property that may be left out: ticked is copied. */
export function LeftOutForm({ value, ...form }: SettingFormProps<OptionalProperty[]>) {
  return (
    <SettingForm settingKey="leftOut" {...form}>
      {() => (
        <fieldset className={settings.fieldset}>
          <legend>{words.legend}</legend>
          <p className="quiet small">{words.help}</p>
          <div className={classes.properties}>
            {optionalProperties.map((name) => (
              <Checkbox
                // The form is emptied after saving: what was saved is then what it starts from.
                key={`${name} ${value.includes(name)}`}
                name={`copy.${name}`}
                label={name}
                defaultChecked={!value.includes(name)}
              />
            ))}
          </div>
          <p className="quiet small">{words.always}</p>
        </fieldset>
      )}
    </SettingForm>
  );
}
