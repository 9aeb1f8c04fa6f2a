"use client";
import { IconSearch } from "@tabler/icons-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import classes from "./search-box.module.css";

const never = () => () => {};

/** Finds people from every page: an ordinary form that leads to the users' list, reached with ⌘K or Ctrl K. */
export function SearchBox() {
  const field = useRef<HTMLInputElement>(null);
  const pathname = usePathname();
  const searched = useSearchParams().get("q") ?? "";
  const presentQuery = pathname === "/users" ? searched : "";
  const [text, setText] = useState(presentQuery);
  const seen = useRef(presentQuery);
  useEffect(() => {
    // Not at the first look: what was typed before hydration would be taken away.
    if (seen.current === presentQuery) return;
    seen.current = presentQuery;
    setText(presentQuery);
  }, [presentQuery]);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      field.current?.select();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);
  return (
    <search className={classes.search}>
      <form action="/users" method="get" className={classes.form}>
        <IconSearch size={16} aria-hidden className={classes.sign} />
        <input
          ref={field}
          type="search"
          name="q"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          placeholder="Search people"
          aria-label="Search people in the whole copy"
          className={classes.field}
          autoComplete="off"
          maxLength={200}
        />
        <kbd className={classes.keys} aria-hidden>
          {useShortcut()}
        </kbd>
      </form>
    </search>
  );
}

/** The server cannot know the keyboard; Ctrl is right for most and corrected after hydration. */
function useShortcut(): string {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘K" : "Ctrl K"),
    () => "Ctrl K",
  );
}
