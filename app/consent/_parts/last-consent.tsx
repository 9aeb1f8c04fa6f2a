import type { Permissions } from "#lib/commands/consent.ts";
import type { ConsentAttempt } from "#lib/consent/model.ts";
import { Notice } from "../../_ui/notice.tsx";
import { When } from "../../_ui/when.tsx";
import classes from "../consent.module.css";
import { CheckAgain } from "./consent-buttons.tsx";
import { consentSentence } from "./consent-sentence.ts";

/** How the last walk to Entra ended. */
export function LastConsent({
  last,
  found,
  now,
  mayCheck,
}: {
  last: ConsentAttempt;
  found: Permissions;
  now: Date;
  mayCheck: boolean;
}) {
  const { kind, title, paragraphs, report, mayChange } = consentSentence(last.outcome, { found, now });
  return (
    <Notice kind={kind} title={title} report={report}>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <p className="quiet small">
        Asked for by {last.startedBy}, <When at={last.startedAt} />
      </p>
      {mayChange && mayCheck ? (
        <div className={classes.again}>
          <CheckAgain />
        </div>
      ) : null}
    </Notice>
  );
}
