import type { ReactNode } from "react";
import type { UserFacts } from "#lib/commands/user-facts.ts";
import { removalWords } from "#words/directory-words.ts";
import { whyWords } from "#words/why.tsx";
import { linkTo } from "../../_ui/link-to.tsx";
import { SyncPerson } from "../../users/_parts/person-sync.tsx";
import { RunLink } from "../../users/_parts/run-link.tsx";
import classes from "./why.module.css";
import { GroupOnTheWay } from "./why-way.tsx";

const words = whyWords.next;

/** What follows: for the next run, for an admin here, or for an admin of Entra. */
export function WhyNext({ facts, maySync }: { facts: UserFacts; maySync: boolean }) {
  const id = facts.directory?.id ?? facts.mirror?.id;
  return (
    <>
      <p className={classes.next}>{nextStep(facts)}</p>
      {maySync && id && isBehind(facts) ? <SyncPerson id={id.toLowerCase()} /> : null}
    </>
  );
}

/** Whether the copy is not as the directory has it, and no decision is waited for. */
function isBehind({ membership, mirror, held }: UserFacts): boolean {
  const isLive = mirror !== null && mirror.deletedAt === null;
  return membership !== "unknown" && held === null && (membership === "member") !== isLive;
}

function nextStep(facts: UserFacts): ReactNode {
  const { membership, mirror, held, groupToSync, accountDeletedAt } = facts;
  const gone = membership === "account-missing" ? "account-deleted" : "left-group";
  if (held) return words.held({ run: <RunLink run={held.run} />, reason: removalWords(held.reason) });
  if (membership === "unknown") return words.settings(linkTo("/settings"));
  if (membership === "member") return isBehind(facts) ? words.willCome : words.nothing;
  if (mirror && !mirror.deletedAt) return words.willGo(removalWords(gone));
  if (membership === "account-missing") return accountDeletedAt ? words.restore : words.gone;
  return groupToSync.state === "found"
    ? words.join(<GroupOnTheWay {...groupToSync} />)
    : words.settings(linkTo("/settings"));
}
