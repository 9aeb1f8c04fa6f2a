"use client";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useId, useState } from "react";
import { listWords } from "#words/lists.tsx";
import classes from "./list-filter.module.css";

export type Choice = {
  /** Search parameter. */
  name: string;
  label: string;
  value: string;
  /** The first is what the list shows without this parameter, and leaves it out of the address. */
  options: { value: string; label: string }[];
  /** The values chosen so far, where several can be: the field then adds one, and each can be left out again. */
  chosen?: readonly string[];
};

/** The choices beside a search. On a phone, where they would fill the screen before the list begins, behind a button. */
export function ListChoices({ choices, onChange }: { choices: Choice[]; onChange: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  if (choices.length === 0) return null;
  const active = choices.filter(({ value, options, chosen = [] }) => chosen.length > 0 || value !== options[0]?.value);
  return (
    <>
      <button
        type="button"
        className={classes.opener}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <IconAdjustmentsHorizontal size={16} aria-hidden /> {listWords.choices(active.length)}
      </button>
      <div id={id} className={classes.choices} data-open={isOpen || undefined}>
        {choices.map((choice) => (
          <Field key={choice.name} choice={choice} onChange={onChange} />
        ))}
      </div>
    </>
  );
}

function Field({
  choice: { name, label, value, options, chosen = [] },
  onChange,
}: {
  choice: Choice;
  onChange: () => void;
}) {
  return (
    <label className={classes.choice}>
      {chosen.map((one) => (
        <input key={one} type="hidden" name={name} value={one} />
      ))}
      <span className={classes.label}>{label}</span>
      {/* Keyed by the value in the address, so that going back shows the choice of that page. */}
      <select
        key={[value, ...chosen].join()}
        name={name}
        defaultValue={value}
        className={classes.field}
        onChange={onChange}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
