"use client";
import { useClickOutside } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { listWords } from "#words/lists.tsx";
import { addressWith, type SearchParams } from "./address.ts";
import classes from "./columns-menu.module.css";

const yearInSeconds = 365 * 24 * 60 * 60;

const words = listWords.columns;

type Choice = {
  /** Path of the list, and of the cookie. */
  action: string;
  search: SearchParams;
  cookie: string;
  /** The column that is always there. */
  fixed: string;
  columns: readonly { name: string; label: string; shown: boolean }[];
};

/**
 * Which columns a list shows. An ordinary form that leads to the list with them in its address; the browser remembers
 * a choice made here in a cookie, which the server reads, so that the next visit is drawn with them at once. (An
 * address that somebody sent chooses for that visit only.)
 */
export function ColumnsMenu(choice: Choice) {
  const details = useClickOutside<HTMLDetailsElement>(() => close());
  const summary = useRef<HTMLElement>(null);
  // Made when it is opened: closed, thirty boxes would only be names that the choices above the list have as well.
  const [isOpen, setIsOpen] = useState(false);
  // It may have been opened before React could hear of it.
  useEffect(() => setIsOpen(details.current?.open ?? false), [details]);
  function close() {
    if (!details.current?.open) return;
    if (details.current.contains(document.activeElement)) summary.current?.focus();
    details.current.open = false;
  }
  const form = <ColumnsForm {...choice} onDone={close} />;
  return (
    <details
      ref={details}
      className={classes.menu}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <summary ref={summary} className={classes.summary}>
        {words.open} <IconChevronDown size={14} aria-hidden />
      </summary>
      {isOpen ? form : null}
      <noscript>{form}</noscript>
    </details>
  );
}

function ColumnsForm({ action, search, cookie, fixed, columns, onDone }: Choice & { onDone: () => void }) {
  const router = useRouter();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const names = new FormData(event.currentTarget).getAll("columns").map(String).join();
    remember(cookie, { value: names, path: action, seconds: yearInSeconds });
    onDone();
    router.push(addressWith(action, { from: search, change: { columns: names } }), { scroll: false });
  };
  const forget = () => {
    remember(cookie, { value: "", path: action, seconds: 0 });
    onDone();
  };
  return (
    <form action={action} method="get" className={classes.form} onSubmit={submit}>
      {keptOf(search).map(({ name, value }) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="columns" value={fixed} />
      <fieldset className={classes.boxes}>
        <legend className="visually-hidden">{words.legend}</legend>
        {columns.map(({ name, label, shown }) => (
          <label key={name} className={classes.choice}>
            <input type="checkbox" name="columns" value={name} defaultChecked={shown} /> {label}
          </label>
        ))}
      </fieldset>
      <div className={classes.end}>
        <button type="submit" className={classes.show}>
          {words.show}
        </button>
        <Link
          href={addressWith(action, { from: search, change: { columns: undefined } })}
          prefetch={false}
          scroll={false}
          onClick={forget}
        >
          {words.usual}
        </Link>
      </div>
    </form>
  );
}

/** The rest of the address, as fields of the form. */
function keptOf(search: SearchParams): { name: string; value: string }[] {
  return Object.entries({ ...search, columns: undefined }).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => ({ name, value: one })),
  );
}

function remember(name: string, { value, path, seconds }: { value: string; path: string; seconds: number }): void {
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there on plain http
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=${path}; Max-Age=${seconds}; SameSite=Lax${secure}`;
}
