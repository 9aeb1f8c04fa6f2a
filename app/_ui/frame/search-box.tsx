"use client";
import { IconSearch } from "@tabler/icons-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { searchWords } from "#words/search.tsx";
import classes from "./search-box.module.css";
import { isSearchKey } from "./search-box-key.ts";

type Palette = typeof import("./search-box-palette.tsx").SearchPalette;

const never = () => () => {};

/**
 * Finds people from every page: an ordinary form that leads to the users' list. ⌘K or Ctrl K opens what also finds groups
 * and pages; it is loaded when it is first asked for, and until it is there (or where it cannot be had) the form is.
 */
export function SearchBox() {
  const field = useRef<HTMLInputElement>(null);
  const { text, setText } = useSearchedText();
  const [isOpen, setOpen] = useState(false);
  const [before, setBefore] = useState(text);
  const [Palette, setPalette] = useState<{ component: Palette }>();
  useEffect(() => {
    const open = async (event: KeyboardEvent) => {
      if (!isSearchKey(event)) return;
      event.preventDefault();
      // What is typed before the palette is there is not lost: it goes on from what is in this field.
      field.current?.select();
      setBefore(field.current?.value ?? "");
      try {
        const { SearchPalette } = await import("./search-box-palette.tsx");
        setPalette({ component: SearchPalette });
        setOpen(true);
      } catch {
        // Offline, or a newer build is being served: the form under the cursor searches too.
      }
    };
    document.addEventListener("keydown", open);
    return () => document.removeEventListener("keydown", open);
  }, []);
  const close = () => {
    setOpen(false);
    setText(before);
  };
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
          placeholder={searchWords.placeholder}
          aria-label={searchWords.field}
          className={classes.field}
          autoComplete="off"
          maxLength={200}
        />
        <kbd className={classes.keys} aria-hidden>
          {useShortcut()}
        </kbd>
      </form>
      {Palette ? <Palette.component isOpen={isOpen} begin={text} isBegun={text !== before} onClose={close} /> : null}
    </search>
  );
}

/** What the field shows: the search of the users' list while that is the page, and whatever is typed. */
function useSearchedText() {
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
  return { text, setText };
}

/** The server cannot know the keyboard; Ctrl is right for most and corrected after hydration. */
function useShortcut(): string {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘K" : "Ctrl K"),
    () => "Ctrl K",
  );
}
