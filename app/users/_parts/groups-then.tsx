import type { PersonThen } from "#lib/commands/user-as-of.ts";
import { personWords } from "#words/person.tsx";
import { Unknown } from "../../_ui/facts.tsx";
import { GroupLink } from "../../_ui/group-link.tsx";
import classes from "./as-it-was.module.css";
import { NextChange } from "./next-change.tsx";

const words = personWords.past;

type GroupThen = PersonThen["groups"][number];

/** The groups somebody was in at a moment, and those they are in now and were not. */
export function GroupsThen({ groups }: { groups: PersonThen["groups"] }) {
  const ofThen = groups.filter((group) => group.was);
  const later = groups.filter((group) => !group.was);
  return (
    <>
      {ofThen.length === 0 ? <Unknown words={words.noGroups} /> : null}
      <ul className={classes.groups}>
        {[...ofThen, ...later].map((group) => (
          <li key={group.id}>
            <GroupLink group={group} />
            <Since group={group} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Since({ group: { was, now, next } }: { group: GroupThen }) {
  if (was && now && !next) return null;
  const how = was && now ? words.leftBetween : was ? words.leftSince : words.joinedLater;
  return (
    <div className={classes.since}>
      {how}
      {next ? (
        <>
          {words.by}
          <NextChange next={next} />
        </>
      ) : null}
    </div>
  );
}
