"use client";
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { ErrorReport } from "#lib/errors.ts";
import { frameWords } from "#words/frame.tsx";
import { partsWords } from "#words/parts.tsx";
import { Notice } from "./notice.tsx";
import { PageHeader } from "./page-header.tsx";
import { useHydrated } from "./use-hydrated.ts";

const words = partsWords.failedPage;

/** What stands in place of a page that could not be made: what happened, and the way to try again. */
export function FailedPage({ error, retry }: { error: unknown; retry: () => void }) {
  const hydrated = useHydrated();
  const thrown = digestOf(error);
  const report = reportIn(thrown);
  const unhealthy = useUnhealthy({ ask: report === undefined });
  return (
    <>
      <title>{frameWords.pageTitle(words.title)}</title>
      <PageHeader title={words.title} />
      {report ? (
        <Notice kind="error" report={report} />
      ) : (
        <Notice kind="error">
          <p>{unhealthy ?? words.unknown}</p>
          {thrown ? <p className="quiet small">{words.digest(thrown)}</p> : null}
        </Notice>
      )}
      <Button onClick={retry} disabled={!hydrated} variant="default" mt="md">
        {words.again}
      </Button>
    </>
  );
}

function digestOf(error: unknown): string | undefined {
  const digest = typeof error === "object" && error !== null && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
}

/** Next keeps an error's message on the server and hands only `digest` on; an AppError puts its report there. */
function reportIn(digest: string | undefined): ErrorReport | undefined {
  if (!digest?.startsWith("{")) return undefined;
  try {
    return JSON.parse(digest) as ErrorReport;
  } catch {
    return undefined;
  }
}

/** Why the app is not ready, when that may be what went wrong. */
function useUnhealthy({ ask }: { ask: boolean }): string | undefined {
  const [reason, setReason] = useState<string>();
  useEffect(() => {
    if (!ask) return;
    const stop = new AbortController();
    const look = async () => {
      const answer = await fetch("/api/health", { signal: stop.signal, cache: "no-store" });
      const health: { reason?: string } = await answer.json();
      if (answer.status === 503) setReason(health.reason);
    };
    // Without an answer there is nothing to add to the sentence that stands there.
    look().catch(() => {});
    return () => stop.abort();
  }, [ask]);
  return reason;
}
