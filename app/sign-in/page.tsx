import { Button } from "@mantine/core";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { providerId } from "#lib/auth/entra-provider.ts";
import { localPath } from "#lib/auth/local-path.ts";
import { readRefusal } from "#lib/auth/refusal-cookie.ts";
import { needsOtherAccount, refusalOfErrorCode, refusalSentence } from "#lib/auth/refusal-sentence.ts";
import type { SignInRefusal } from "#lib/auth/sign-in-refusal.ts";
import { serverConfig } from "../_server/config.ts";
import { currentViewer } from "../_server/session.ts";
import { Notice } from "../_ui/notice.tsx";
import { PageHeader } from "../_ui/page-header.tsx";
import classes from "./sign-in.module.css";

export const metadata: Metadata = { title: "Sign in" };

type Query = Record<string, string | string[] | undefined>;

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { web } = serverConfig();
  const query = await searchParams;
  const callbackUrl = localPath(textOf(query.callbackUrl), { origin: web.url });
  if (await currentViewer()) redirect(callbackUrl);
  const sent = await headers();
  const refusal = (await readRefusal(sent.get("cookie"), web)) ?? refusalOfErrorCode(textOf(query.error));
  return (
    <div className={classes.page}>
      <PageHeader
        title="Sign in to Rollcall"
        lead="The people of this organisation, and who supervises whom, as Microsoft Entra knows them."
      />
      {refusal ? <Refusal refusal={refusal} url={web.url} /> : null}
      <SignInForm
        csrfToken={sent.get("x-csrf-token") ?? ""}
        callbackUrl={callbackUrl}
        otherAccount={needsOtherAccount(refusal)}
      />
    </div>
  );
}

function Refusal({ refusal, url }: { refusal: SignInRefusal; url: string }) {
  const { title, text } = refusalSentence(refusal, { url });
  const { graphCode, requestId } = refusal;
  return <Notice kind="error" title={title} report={{ code: "forbidden", message: text, graphCode, requestId }} />;
}

/** An ordinary form to next-auth's own address: it works before the page is hydrated, and without script. */
function SignInForm({
  csrfToken,
  callbackUrl,
  otherAccount,
}: {
  csrfToken: string;
  callbackUrl: string;
  otherAccount: boolean;
}) {
  const prompt = otherAccount ? "?prompt=select_account" : "";
  return (
    <form method="post" action={`/api/auth/signin/${providerId}${prompt}`}>
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Button type="submit" size="md" fullWidth>
        Sign in with Microsoft
      </Button>
    </form>
  );
}

function textOf(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
