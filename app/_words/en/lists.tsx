import { count } from "./amounts.ts";

/** The words around every list. */
export const listWords = {
  pager: { label: "Pages", first: "First", previous: "Previous", next: "Next" },
  shown: {
    none: "None",
    noneOf: (all: string) => `None of ${all}`,
    range: (first: number, last: number, all: string) => `${count(first)}–${count(last)} of ${all}`,
    moreThan: (total: number) => `more than ${count(total)}`,
  },
  search: "Search",
  /** On a phone, the button to the choices; `active`: how many of them narrow the list. */
  choices: (active: number) => (active === 0 ? "Filters" : `Filters (${count(active)})`),
  /** A choice with the number of rows it would leave. */
  withCount: (label: string, rows: number) => `${label} (${count(rows)})`,
  chosen: "Chosen",
  chosenValue: (label: string, value: string) => `${label}: ${value}`,
  leaveOut: (label: string, value: string) => `Leave out ${label} ${value}`,
  columns: { open: "Columns", legend: "Columns to show", show: "Show", usual: "Usual columns" },
  selection: {
    all: "Select everyone on this page",
    one: (name: string) => `Select ${name}`,
    count: (rows: number) => `${count(rows)} selected`,
    copy: "Copy sign-in names",
    copied: "Sign-in names copied",
    download: "Download CSV",
    clear: "Clear",
  },
  notCopied: "not copied",
  download: { csv: "Download CSV", excel: "CSV for Excel" },
};
