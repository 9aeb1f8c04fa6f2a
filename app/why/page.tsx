import type { Metadata } from "next";
import { isAdmin } from "#lib/auth/viewer.ts";
import { whyHere } from "#lib/commands/user-why.ts";
import { whyWords } from "#words/why.tsx";
import { appContext } from "../_server/context.ts";
import { requireViewer } from "../_server/session.ts";
import { type SearchParams, textOf } from "../_ui/address.ts";
import { EmptyState } from "../_ui/empty-state.tsx";
import { PageHeader } from "../_ui/page-header.tsx";
import { WhyAnswered } from "./_parts/why-answered.tsx";
import { WhyForm } from "./_parts/why-form.tsx";

export const metadata: Metadata = { title: whyWords.title };

/** Longer than any sign-in name is. */
const longest = 200;

export default async function WhyPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireViewer();
  const mayAskAnybody = isAdmin(viewer);
  const asked = textOf((await searchParams).who)
    ?.trim()
    .slice(0, longest);
  const { nothingAsked } = whyWords;
  return (
    <>
      <PageHeader title={whyWords.title} lead={whyWords.lead} />
      <WhyForm asked={asked} longest={longest} />
      {asked ? (
        <WhyAnswered
          asked={asked}
          maySync={mayAskAnybody}
          answer={
            await whyHere(await appContext(), {
              asked,
              by: { id: viewer.id, sees: mayAskAnybody ? "directory" : "copy" },
            })
          }
        />
      ) : (
        <EmptyState title={nothingAsked.title}>{mayAskAnybody ? nothingAsked.admin : nothingAsked.reader}</EmptyState>
      )}
    </>
  );
}
