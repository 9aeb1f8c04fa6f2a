import { Freshness } from "./freshness.tsx";
import type { FreshnessLine } from "./freshness-line.ts";
import { SearchBox } from "./search-box.tsx";
import { SignedInMenu, type SignedInPerson } from "./signed-in.tsx";
import classes from "./top-line.module.css";
import { Where } from "./where.tsx";

/** The one line on top of every page: where you are, the search, how fresh the copy is. */
export function TopLine({ person, freshness }: { person: SignedInPerson; freshness: FreshnessLine | undefined }) {
  return (
    <header className={classes.line}>
      <Where />
      <SearchBox />
      <div className={classes.end}>
        <Freshness initial={freshness} />
      </div>
      <SignedInMenu person={person} />
    </header>
  );
}
