import type { ConsentAttempt } from "#lib/consent/model.ts";
import { Notice } from "../../_ui/notice.tsx";
import { When } from "../../_ui/when.tsx";
import classes from "../consent.module.css";
import { CheckAgain } from "./consent-buttons.tsx";
import { consentSentence } from "./consent-sentence.ts";

/** How the last walk to Entra ended. */
export function LastConsent({ last, now, mayCheck }: { last: ConsentAttempt; now: Date; mayCheck: boolean }) {
  const { kind, title, text, report, mayChange } = consentSentence(last.outcome, { now });
  return (
    <Notice kind={kind} title={title} report={report}>
      <p>{text}</p>
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
