import { Freshness } from "./freshness.tsx";
import { MessagesList } from "./messages-list.tsx";
import { SearchBox } from "./search-box.tsx";
import { SignedInMenu, type SignedInPerson } from "./signed-in.tsx";
import classes from "./top-line.module.css";
import { Where } from "./where.tsx";

/** The one line on top of every page: where you are, the search, how fresh the copy is. */
export function TopLine({ person }: { person: SignedInPerson }) {
  return (
    <header className={classes.line}>
      <Where />
      <SearchBox />
      <div className={classes.end}>
        <Freshness />
      </div>
      <MessagesList />
      <SignedInMenu person={person} />
    </header>
  );
}
