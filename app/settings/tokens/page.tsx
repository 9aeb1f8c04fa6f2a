import type { Metadata } from "next";
import { accessTokens, tokenDays } from "#lib/commands/access-tokens.ts";
import { tokensWords } from "#words/tokens.tsx";
import { contextFor } from "../../_server/context.ts";
import { requireAdmin } from "../../_server/session.ts";
import { PageHeader } from "../../_ui/page-header.tsx";
import { Section } from "../../_ui/section.tsx";
import { MakeForm } from "./_parts/make-form.tsx";
import { TokensTable } from "./_parts/tokens-table.tsx";

export const metadata: Metadata = { title: tokensWords.title };

export default async function TokensPage() {
  const context = await contextFor(await requireAdmin());
  const tokens = await accessTokens(context);
  return (
    <>
      <PageHeader title={tokensWords.title} lead={tokensWords.lead} />
      <Section title={tokensWords.make.title}>
        <MakeForm days={tokenDays} />
      </Section>
      <Section title={tokensWords.list.title}>
        <TokensTable tokens={tokens} />
      </Section>
    </>
  );
}
