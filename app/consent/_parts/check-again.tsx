"use client";
import { startTransition, useActionState, useEffect } from "react";
import { consentWords } from "#words/consent.tsx";
import { idle } from "../../_ui/action-state.ts";
import { Notice } from "../../_ui/notice.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { useHydrated } from "../../_ui/use-hydrated.ts";
import { checkAgain } from "../actions.ts";
import classes from "../consent.module.css";

const words = consentWords.last;

/** How a page waits for a consent to spread. */
export type Awaited = {
  /** The pause before the next look. */
  seconds: number;
  /** How many minutes it goes on looking. */
  minutes: number;
  /** The same as a moment, ISO 8601. */
  until: string;
};

/**
 * Asks Microsoft once more, when pressed and, while a consent may be spreading, by itself. The press is a form: it works
 * before the page is hydrated, and without script.
 */
export function CheckAgain({ lookedAt, awaited }: { lookedAt: string; awaited: Awaited | undefined }) {
  const hydrated = useHydrated();
  const [state, action, isAsking] = useActionState(checkAgain, idle);
  const { seconds, until } = awaited ?? {};
  // Every look, also one that failed, sets the next: `lookedAt` and `state` say that there was one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (seconds === undefined || until === undefined || isAsking) return;
    const timer = setTimeout(() => {
      if (Date.now() < Date.parse(until)) startTransition(() => action(new FormData()));
    }, seconds * 1_000);
    return () => clearTimeout(timer);
  }, [lookedAt, state, seconds, until, isAsking, action]);
  return (
    <form action={action} className={classes.again}>
      {awaited ? (
        // Not spoken at each look: what a look finds is.
        <p aria-live="off" className="quiet small">
          {hydrated ? (
            isAsking ? (
              `${words.asking} …`
            ) : (
              words.byItself(awaited)
            )
          ) : (
            <noscript>{words.withoutScript}</noscript>
          )}
        </p>
      ) : null}
      <SubmitButton variant="default" size="xs" pendingLabel={words.asking}>
        {words.again}
      </SubmitButton>
      {state.state === "failed" ? <Notice kind="error" report={state.report} /> : null}
    </form>
  );
}
