import type { PersonSynced } from "#lib/commands/user-sync.ts";
import { counted } from "#words/amounts.ts";
import { personWords } from "#words/person.tsx";
import { linkTo } from "../../_ui/link-to.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { BusyNotice } from "../../runs/_parts/busy-notice.tsx";
import classes from "./person-actions.module.css";
import { PersonChange } from "./person-change.tsx";
import { RunLink } from "./run-link.tsx";

/** What bringing one person up to date came to. */
export function PersonSyncedNotice({ synced }: { synced: PersonSynced }) {
  const { unchanged, changed, run, kept, outside, change } = personWords.synced;
  switch (synced.state) {
    case "busy":
      return <BusyNotice busy={synced} />;
    case "unchanged":
      return (
        <Notice kind="success">
          <p>
            {unchanged} {run(<RunLink run={synced.run} />)}
          </p>
        </Notice>
      );
    case "kept":
      return (
        <Notice kind="warning">
          <p>
            {kept[synced.because]} {kept.next(linkTo("/runs"))}
          </p>
        </Notice>
      );
    case "outside":
      return (
        <Notice kind="info">
          <p>{outside[synced.because]}</p>
        </Notice>
      );
    case "changed":
      return (
        <Notice kind="success">
          <p>
            {changed(counted(synced.changes.length, change))} {run(<RunLink run={synced.run} />)}
          </p>
          <ul className={classes.changes}>
            {synced.changes.map((line) => (
              <li key={line.id}>
                <PersonChange change={line} />
              </li>
            ))}
          </ul>
        </Notice>
      );
  }
}
