"use client";
import { createContext, type ReactNode, useContext, useId, useMemo, useState } from "react";
import { listWords } from "#words/lists.tsx";
import classes from "./selection.module.css";
import { type Selectable, SelectionBar } from "./selection-bar.tsx";
import { useHydrated } from "./use-hydrated.ts";

type Selecting = {
  selected: ReadonlySet<string>;
  all: readonly Selectable[];
  select(ids: readonly string[], how: { on: boolean }): void;
  headId: string;
};

const Selecting = createContext<Selecting | undefined>(undefined);

/**
 * Rows of one page picked by hand, and what can be done with them, in a line above the table that is there before
 * anything is selected, so that nothing moves. Other rows begin with nobody selected: what is not seen is not acted on.
 */
export function Selection({
  rows,
  download,
  note,
  tools,
  children,
}: {
  rows: readonly Selectable[];
  /** Where the download of the selected rows leads; their ids, between commas, are added as `ids`. */
  download: string;
  /** Stands in the line while nothing is selected. */
  note?: ReactNode;
  /** Stand at the end of the line. */
  tools?: ReactNode;
  children: ReactNode;
}) {
  const shown = rows.map(({ id }) => id).join();
  const [{ of, selected }, setState] = useState({ of: shown, selected: new Set<string>() as ReadonlySet<string> });
  if (of !== shown) setState({ of: shown, selected: new Set() });
  const headId = useId();
  const selecting = useMemo<Selecting>(
    () => ({
      ...{ selected, all: rows, headId },
      select(ids, { on }) {
        setState((before) => {
          const after = new Set(before.selected);
          for (const id of ids) on ? after.add(id) : after.delete(id);
          return { ...before, selected: after };
        });
      },
    }),
    [selected, rows, headId],
  );
  const chosen = rows.filter(({ id }) => selected.has(id));
  const clear = () => {
    selecting.select(
      chosen.map(({ id }) => id),
      { on: false },
    );
    // The button that had the focus goes away with the selection.
    document.getElementById(headId)?.focus();
  };
  return (
    <Selecting value={selecting}>
      <div className={classes.line} data-selecting={chosen.length > 0 || undefined}>
        <p role="status" className={chosen.length > 0 ? classes.count : classes.note}>
          {chosen.length > 0 ? listWords.selection.count(chosen.length) : note}
        </p>
        {chosen.length > 0 ? <SelectionBar chosen={chosen} download={download} onClear={clear} /> : null}
        <div className={classes.tools}>{tools}</div>
      </div>
      {children}
    </Selecting>
  );
}

export function SelectAll() {
  const { selected, all, select, headId } = useSelecting();
  const count = all.filter(({ id }) => selected.has(id)).length;
  return (
    <Box
      id={headId}
      label={listWords.selection.all}
      checked={count > 0 && count === all.length}
      partly={count > 0 && count < all.length}
      onChange={(on) =>
        select(
          all.map(({ id }) => id),
          { on },
        )
      }
    />
  );
}

export function SelectRow({ id, name }: { id: string; name: string }) {
  const { selected, select } = useSelecting();
  const label = listWords.selection.one(name);
  return <Box label={label} checked={selected.has(id)} onChange={(on) => select([id], { on })} />;
}

function Box({
  id,
  label,
  checked,
  partly = false,
  onChange,
}: {
  id?: string;
  label: string;
  checked: boolean;
  partly?: boolean;
  onChange: (on: boolean) => void;
}) {
  const hydrated = useHydrated();
  return (
    // The label is what a finger hits.
    <label className={classes.box}>
      <input
        id={id}
        type="checkbox"
        aria-label={label}
        checked={checked}
        disabled={!hydrated}
        ref={(input) => {
          if (input) input.indeterminate = partly;
        }}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}

function useSelecting(): Selecting {
  const selecting = useContext(Selecting);
  if (!selecting) throw new Error("A box that selects stands inside Selection.");
  return selecting;
}
