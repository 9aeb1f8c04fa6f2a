"use client";
import { IconSearch, IconX } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { listWords } from "#words/lists.tsx";
import { addressWith } from "./address.ts";
import { type Choice, ListChoices } from "./list-choices.tsx";
import classes from "./list-filter.module.css";

const pauseInTyping = 250;

/**
 * Search and choices above a list: an ordinary form that leads to the filtered list, and after hydration follows the
 * typing. What is shown lives in the address; a new search begins at the list's first page.
 */
export function ListFilter({
  action,
  label,
  q,
  choices,
  result,
  kept = {},
}: {
  /** Path of the list. */
  action: string;
  /** What is searched: the name of the field. */
  label: string;
  q: string;
  choices: Choice[];
  /** How much was found, read out when it changes. */
  result: string;
  /** Parameters that a new search keeps: the order. */
  kept?: Record<string, string | undefined>;
}) {
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { text, setText, willAsk } = useSearchText(q);
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  useEffect(() => () => clearTimeout(timer.current), []);
  // A choice is a step that the way back undoes; letters are not, or it would lead through every one of them.
  const show = (step: "push" | "replace") => {
    clearTimeout(timer.current);
    if (!form.current) return;
    const wanted = said(form.current, choices);
    if (wanted.q !== q) willAsk(wanted.q);
    const address = addressWith(action, { change: { ...kept, ...wanted } });
    startTransition(() => router[step](address, { scroll: false }));
  };
  const addressWithout = (name: string, left: string) => {
    const wanted = Object.fromEntries(
      choices.map(({ name: other, value, options, chosen }) => [
        other,
        chosen
          ? chosen.filter((one) => other !== name || one !== left)
          : value === options[0]?.value
            ? undefined
            : value,
      ]),
    );
    return addressWith(action, { change: { ...kept, q, ...wanted } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    show("replace");
  };
  return (
    <search>
      <form ref={form} action={action} method="get" className={classes.filter} onSubmit={submit} aria-busy={isPending}>
        {Object.entries(kept).map(([name, value]) =>
          value ? <input key={name} type="hidden" name={name} value={value} /> : null,
        )}
        <label className={classes.search}>
          <span className={classes.label}>{label}</span>
          <span className={classes.box}>
            <IconSearch size={16} aria-hidden className={classes.sign} />
            <input
              type="search"
              name="q"
              value={text}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
              className={classes.field}
              onChange={(event) => {
                setText(event.currentTarget.value);
                clearTimeout(timer.current);
                timer.current = setTimeout(show, pauseInTyping, "replace");
              }}
            />
          </span>
        </label>
        <ListChoices choices={choices} onChange={() => show("push")} />
        <noscript>
          <button type="submit" className={classes.field}>
            {listWords.search}
          </button>
        </noscript>
      </form>
      <Chosen choices={choices} addressWithout={addressWithout} />
      <p role="status" className="visually-hidden">
        {isPending ? "" : result}
      </p>
    </search>
  );
}

/**
 * What is typed. The address follows it; only an address that was not asked for here (a link, the way back) changes it.
 * The answer to an earlier letter arrives while the next ones are typed, and must not take them away.
 */
function useSearchText(q: string) {
  const [text, setText] = useState(q);
  const asked = useRef<string[]>([]);
  const seen = useRef(q);
  useEffect(() => {
    // Not at the first look: what was typed before hydration would be taken away.
    if (seen.current === q) return;
    seen.current = q;
    const place = asked.current.indexOf(q);
    if (place === -1) setText(q);
    asked.current = place === -1 ? [] : asked.current.slice(place + 1);
  }, [q]);
  return { text, setText, willAsk: (next: string) => asked.current.push(next) };
}

function Chosen({
  choices,
  addressWithout,
}: {
  choices: Choice[];
  addressWithout: (name: string, value: string) => string;
}) {
  const chosen = choices.flatMap(({ name, label, chosen = [] }) => chosen.map((value) => ({ name, label, value })));
  if (chosen.length === 0) return null;
  return (
    <ul className={classes.chosen} aria-label={listWords.chosen}>
      {chosen.map(({ name, label, value }) => (
        <li key={`${name} ${value}`}>
          <Link
            href={addressWithout(name, value)}
            scroll={false}
            prefetch={false}
            aria-label={listWords.leaveOut(label, value)}
          >
            {listWords.chosenValue(label, value)} <IconX size={12} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The form's fields as search parameters, without what the list shows anyway. */
function said(form: HTMLFormElement, choices: Choice[]): { q: string } & Record<string, string | string[] | undefined> {
  const fields = new FormData(form);
  const fieldOf = (name: string) => String(fields.get(name) ?? "").trim();
  const chosen = choices.map(({ name, options, chosen }): [string, string | string[] | undefined] => {
    if (chosen) return [name, [...new Set(fields.getAll(name).map(String))]];
    const value = fieldOf(name);
    return [name, value === options[0]?.value ? undefined : value];
  });
  return { q: fieldOf("q"), ...Object.fromEntries(chosen) };
}
