import { Button } from "@mantine/core";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { providerId } from "#lib/auth/entra-provider.ts";
import { localPath } from "#lib/auth/local-path.ts";
import { readRefusal } from "#lib/auth/refusal-cookie.ts";
import { needsOtherAccount, refusalOfErrorCode } from "#lib/auth/refusal-of-error.ts";
import { cookieName, cookieValue } from "#lib/auth/session-cookie.ts";
import type { SignInRefusal } from "#lib/auth/sign-in-refusal.ts";
import type { WebConfig } from "#lib/config/config.ts";
import { refusalSentences, signInWords } from "#words/sign-in.tsx";
import { serverConfig } from "../_server/config.ts";
import { currentViewer } from "../_server/session.ts";
import { Notice } from "../_ui/notice.tsx";
import { PageHeader } from "../_ui/page-header.tsx";
import classes from "./sign-in.module.css";

export const metadata: Metadata = { title: signInWords.title };

type Query = Record<string, string | string[] | undefined>;

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { web } = serverConfig();
  const query = await searchParams;
  const sent = await headers();
  const cookies = sent.get("cookie");
  const refusal = (await readRefusal(cookies, web)) ?? refusalOfErrorCode(textOf(query.error));
  // A silent sign-in that was refused comes back without its address; next-auth's cookie has it.
  const kept = refusal?.reason === "asked-again" ? wayBack(cookies, web) : undefined;
  const callbackUrl = localPath(textOf(query.callbackUrl) ?? kept, { origin: web.url });
  if (await isSignedIn()) redirect(callbackUrl);
  return (
    <div className={classes.page}>
      <PageHeader title={signInWords.heading} lead={signInWords.lead} />
      {refusal ? <Refusal refusal={refusal} url={web.url} /> : null}
      <SignInForm
        csrfToken={sent.get("x-csrf-token") ?? ""}
        callbackUrl={callbackUrl}
        otherAccount={needsOtherAccount(refusal)}
      />
    </div>
  );
}

/** Without a database nobody is; the page must stand, and the session shows when it is back. */
async function isSignedIn(): Promise<boolean> {
  try {
    return (await currentViewer()) !== undefined;
  } catch {
    return false;
  }
}

function wayBack(cookies: string | null, web: WebConfig): string | undefined {
  const value = cookieValue(cookies, { name: cookieName("next-auth.callback-url", web) });
  if (value === undefined) return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function Refusal({ refusal, url }: { refusal: SignInRefusal; url: string }) {
  const { reason, person, graphCode, requestId } = refusal;
  const { title, text } = refusalSentences[reason]({ person, url });
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
        {signInWords.button}
      </Button>
    </form>
  );
}

function textOf(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
