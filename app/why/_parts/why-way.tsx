import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import type { UserFacts } from "#lib/commands/user-facts.ts";
import { counted } from "#words/amounts.ts";
import { whyWords } from "#words/why.tsx";
import { Identifier } from "../../_ui/identifier.tsx";
import { Section } from "../../_ui/section.tsx";
import classes from "./why.module.css";

const words = whyWords.way;

/** The groups between a person and the group to sync, or why there is no way. */
export function WhyWay({ facts }: { facts: UserFacts }) {
  return (
    <Section title={words.title}>
      <Way facts={facts} />
    </Section>
  );
}

function Way({ facts }: { facts: UserFacts }) {
  const { groupToSync, membership, path, otherWays } = facts;
  if (groupToSync.state === "found" && membership === "member" && path.length > 0) {
    return (
      <>
        <Steps path={path} label={words.label} />
        <p className="quiet">
          {path.length === 1 ? words.direct : words.through(counted(path.length - 1, words.groups))}
        </p>
        {otherWays.count > 0 ? <OtherWays {...otherWays} /> : null}
      </>
    );
  }
  return <p>{withoutWay({ groupToSync, membership })}</p>;
}

function Steps({ path, label }: Pick<UserFacts, "path"> & { label: string }) {
  return (
    <ol className={classes.way} aria-label={label}>
      <li className={classes.step}>{words.person}</li>
      {path.map((group) => (
        <li key={group.id} className={classes.step}>
          <GroupOnTheWay {...group} />
        </li>
      ))}
    </ol>
  );
}

function OtherWays({ count, isExact, first }: UserFacts["otherWays"]) {
  return (
    <>
      <p>{words.others({ ways: counted(count, words.otherWays), isExact })}</p>
      {first.map((way, index) => (
        <Steps key={way.map(({ id }) => id).join()} path={way} label={words.otherLabel(index + 1)} />
      ))}
      {count > first.length ? <p className="quiet">{words.moreWays(first.length)}</p> : null}
    </>
  );
}

function withoutWay({ groupToSync, membership }: Pick<UserFacts, "groupToSync" | "membership">): ReactNode {
  switch (groupToSync.state) {
    case "everyone":
      return words.everyone;
    case "unset":
      return words.unset;
    case "missing":
      return words.missing(groupToSync.setting);
    case "ambiguous":
      return words.ambiguous({ name: groupToSync.setting, ids: <Ids ids={groupToSync.ids} /> });
    case "found":
      if (membership === "member") return words.hidden;
      if (membership === "account-missing") return words.account;
      return words.none(<GroupOnTheWay {...groupToSync} />);
  }
}

function Ids({ ids }: { ids: string[] }) {
  return ids.map((id, index) => (
    <Fragment key={id}>
      {index > 0 ? ", " : null}
      <Identifier value={id} whole />
    </Fragment>
  ));
}

/** The page of a group the copy does not know yet says so. */
export function GroupOnTheWay({ id, displayName }: { id: string; displayName: string | null }) {
  return (
    <Link href={`/groups/${id}`} prefetch={false} className="name">
      {displayName ?? id}
    </Link>
  );
}
