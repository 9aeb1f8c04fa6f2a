import type { UserFacts } from "#lib/commands/user-facts.ts";
import { removalWords } from "#words/directory-words.ts";
import { whyWords } from "#words/why.tsx";
import { leftOutNow } from "../../_server/left-out.ts";
import { copiedOr, NotCopied } from "../../_ui/copied.tsx";
import { type Fact, Facts } from "../../_ui/facts.tsx";
import { linkTo } from "../../_ui/link-to.tsx";
import { PrincipalName } from "../../_ui/principal-name.tsx";
import { Section } from "../../_ui/section.tsx";
import { When } from "../../_ui/when.tsx";
import { RunLink } from "../../users/_parts/run-link.tsx";
import classes from "./why.module.css";
import { WhyNext } from "./why-next.tsx";
import { WhyWay } from "./why-way.tsx";

const { verdict, microsoft, copy } = whyWords;

/** Somebody whom the directory or the copy knows: the verdict, what it rests on, and the next step. */
export async function WhyFound({
  asked,
  facts,
  shows,
  maySync,
}: {
  asked: string;
  facts: UserFacts;
  shows: "everything" | "whether-there";
  maySync: boolean;
}) {
  const { directory, mirror } = facts;
  const leftOut = await leftOutNow();
  const isShown = shows === "everything";
  const name = (isShown ? directory?.displayName : undefined) ?? mirror?.displayName ?? asked;
  return (
    <Section title={whyWords.asked(name)}>
      <p className={classes.verdict}>{verdictOf(facts)}</p>
      <WhyNext facts={facts} maySync={maySync} />
      <Section title={microsoft.title} lead={isShown ? undefined : microsoft.withheld}>
        <Facts label={microsoft.title} facts={[accountOf(facts), ...(isShown ? directoryOf(facts, leftOut) : [])]} />
      </Section>
      <WhyWay facts={facts} />
      <Section title={copy.title}>
        <Facts label={copy.title} facts={copyOf(facts)} />
        {mirror ? <p>{copy.page(linkTo(`/users/${mirror.id}`))}</p> : null}
      </Section>
    </Section>
  );
}

function verdictOf({ membership, mirror }: UserFacts): string {
  if (membership === "unknown") return verdict.unknown;
  return verdict[membership][mirror ? (mirror.deletedAt ? "removed" : "live") : "never"];
}

function accountOf({ directory, accountDeletedAt }: UserFacts): Fact {
  const label = microsoft.account;
  if (accountDeletedAt) return { label, value: microsoft.inBin(<When at={accountDeletedAt} />) };
  if (!directory) return { label, value: microsoft.gone };
  return { label, value: directory.accountEnabled === false ? microsoft.disabled : microsoft.there };
}

/** What is left out of the copy is not asked of Microsoft here either. */
function directoryOf({ directory }: UserFacts, leftOut: readonly string[]): Fact[] {
  if (!directory) return [];
  const { displayName, userPrincipalName, mail, userType, jobTitle, department, manager } = directory;
  const work = [jobTitle, department].filter(Boolean).join(", ");
  const isWorkLeftOut = leftOut.includes("jobTitle") && leftOut.includes("department");
  return [
    { label: microsoft.name, value: displayName },
    { label: microsoft.principal, value: userPrincipalName && <PrincipalName name={userPrincipalName} /> },
    { label: microsoft.mail, value: copiedOr(mail, { name: "mail", leftOut }) },
    { label: microsoft.type, value: userType },
    { label: microsoft.work, value: isWorkLeftOut ? <NotCopied /> : work },
    { label: microsoft.supervisor, value: manager && (manager.displayName ?? manager.id) },
  ];
}

function copyOf({ mirror, lastChange, lastRun, membership }: UserFacts): Fact[] {
  const isLive = mirror !== null && mirror.deletedAt === null;
  const whole = lastRun && <RunAndTime {...lastRun} />;
  const change = lastChange && <RunAndTime {...lastChange} />;
  // Every run of everybody sees all who are live. Of somebody removed, or gone since, the last one to see them did so
  // before the run that told of the removal.
  const seen = isLive && membership === "member" ? whole : null;
  return [
    { label: copy.state, value: stateOf(mirror) },
    ...(mirror ? [{ label: copy.lastChange, value: change }] : []),
    ...(seen ? [{ label: copy.lastSeen, value: seen }] : [{ label: copy.lastRun, value: whole ?? copy.noRun }]),
  ];
}

function RunAndTime({ run, at }: { run: number; at: Date }) {
  return <span className={classes.run}>{copy.changed({ run: <RunLink run={run} />, when: <When at={at} /> })}</span>;
}

function stateOf(mirror: UserFacts["mirror"]) {
  if (!mirror) return copy.never;
  const { deletedAt, deletedReason, firstSeenAt } = mirror;
  if (deletedAt) return copy.removed({ when: <When at={deletedAt} />, reason: removalWords(deletedReason) });
  return copy.since(<When at={firstSeenAt} />);
}
