import type { Permissions } from "#lib/commands/consent.ts";
import { awaitedLook, explainConsent } from "#lib/commands/consent-outcome.ts";
import type { ConsentAttempt } from "#lib/consent/model.ts";
import { consentWords } from "#words/consent.tsx";
import { consentSentence } from "#words/consent-sentence.ts";
import { explanationWords } from "#words/doctor.tsx";
import { appContext } from "../../_server/context.ts";
import { Explained } from "../../_ui/explained.tsx";
import { linkTo } from "../../_ui/link-to.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { When } from "../../_ui/when.tsx";
import { type Awaited, CheckAgain } from "./check-again.tsx";

const words = consentWords.last;

/** How the last walk to Entra ended, who can mend what is missing, and whether it is worth waiting. */
export async function LastConsent({
  last: { outcome, startedBy, startedAt },
  found,
  mayCheck,
}: {
  last: ConsentAttempt;
  found: Permissions;
  mayCheck: boolean;
}) {
  const { config, now } = await appContext();
  const look = awaitedLook(outcome, { now: now() });
  const { kind, title, paragraphs, report } = consentSentence(outcome, { found, isAwaited: look !== undefined });
  const explanation = kind === "error" ? explainConsent(outcome, { graph: config.graph, now: now() }) : undefined;
  const awaited = look && awaitedOf(look, { now: now() });
  return (
    <Notice kind={kind} title={title} report={report}>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {explanation ? <Explained explanation={explanation} /> : null}
      {kind === "success" ? null : <p>{explanationWords.doctor(linkTo("/settings/doctor"))}</p>}
      <p className="quiet small">{words.askedBy({ name: startedBy, at: <When at={startedAt} /> })}</p>
      {outcome.result === "unproven" && mayCheck ? <CheckAgain lookedAt={outcome.proof.at} awaited={awaited} /> : null}
      {outcome.result === "unproven" && !mayCheck ? <p>{words.reader(linkHere)}</p> : null}
    </Notice>
  );
}

/** An ordinary link: Next would show what it has of this page. */
const linkHere = (text: string) => <a href="/consent">{text}</a>;

function awaitedOf({ seconds, until }: { seconds: number; until: Date }, { now }: { now: Date }): Awaited {
  return { seconds, minutes: Math.ceil((until.getTime() - now.getTime()) / 60_000), until: until.toISOString() };
}
