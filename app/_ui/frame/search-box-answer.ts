import { useEffect, useState } from "react";
import type { Found } from "#lib/commands/quick-search.ts";
import type { ErrorReport } from "#lib/errors.ts";
import { searchWords } from "#words/search.tsx";

/** `found` stays while the next question is under way, so that the list does not flicker. */
export type Answer = { found: Found } & (
  | { state: "answered" }
  | { state: "asking" }
  | { state: "failed"; sentence: string }
);

const nothing: Found = { people: [], groups: [] };
const pauseInTyping = 120;
const words = searchWords.palette;

/** What the copy finds for a text, or who was looked at lately while there is none. An outdated question is given up. */
export function useSearchAnswer({ text, recent }: { text: string; recent: string[] }): Answer {
  const [answer, setAnswer] = useState<Answer>({ state: "asking", found: nothing });
  const q = text.trim();
  const people = recent.join(",");
  useEffect(() => {
    if (q === "" && people === "") {
      setAnswer({ state: "answered", found: nothing });
      return;
    }
    setAnswer(({ found }) => ({ state: "asking", found }));
    const outdated = new AbortController();
    const timer = setTimeout(
      async () => {
        const next = await ask(q === "" ? { people } : { q }, outdated.signal);
        if (!outdated.signal.aborted) setAnswer(next);
      },
      q === "" ? 0 : pauseInTyping,
    );
    return () => {
      clearTimeout(timer);
      outdated.abort();
    };
  }, [q, people]);
  return answer;
}

async function ask(question: Record<string, string>, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(`/api/search?${new URLSearchParams(question)}`, { signal });
    if (response.status === 401) return failed(words.signedOut);
    const body = (await response.json()) as Found & { error?: ErrorReport };
    return response.ok ? { state: "answered", found: body } : failed(body.error?.message);
  } catch {
    return failed();
  }
}

function failed(sentence: string = words.failed): Answer {
  return { state: "failed", sentence, found: nothing };
}
