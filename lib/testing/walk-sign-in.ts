import { readSession } from "../auth/session-cookie.ts";
import { admit, type Viewer } from "../auth/viewer.ts";
import { type CookieJar, createCookieJar } from "./cookie-jar.ts";
import type { SignInServer } from "./sign-in-server.ts";

export type Walk = {
  browser: CookieJar;
  /** Where the sign-in ended. */
  endedAt: string;
  /** Who is let in with the cookies that are there now. */
  viewer(): Promise<Viewer | undefined>;
};

/** Begins a sign-in as the page's form does and returns the address at Microsoft that it leads to. */
export async function beginSignIn(
  { config }: SignInServer,
  {
    browser,
    callbackUrl = "/",
    parameters = {},
  }: { browser: CookieJar; callbackUrl?: string; parameters?: Record<string, string> },
): Promise<URL> {
  const { url } = config.web;
  const { csrfToken } = (await (await browser.get(`${url}/api/auth/csrf`)).json()) as { csrfToken: string };
  const begun = await browser.post(`${url}/api/auth/signin/azure-ad?${new URLSearchParams(parameters)}`, {
    csrfToken,
    callbackUrl,
  });
  return new URL(begun.headers.get("location") ?? "", url);
}

/** Picks a person on the tenant's page, or cancels, and returns the address that it leads back to. */
export async function answerSignIn(
  asked: URL,
  { browser, person }: { browser: CookieJar; person: string | "cancel" },
): Promise<string> {
  const form: Record<string, string> = person === "cancel" ? { answer: "cancel" } : { person };
  const answered = await browser.post(asked.href, form);
  return answered.headers.get("location") ?? "";
}

/** The whole way: our form, the tenant's page, the callback. */
export async function walkSignIn(
  server: SignInServer,
  { person, callbackUrl }: { person: string | "cancel"; callbackUrl?: string },
): Promise<Walk> {
  const browser = createCookieJar();
  const asked = await beginSignIn(server, { browser, callbackUrl });
  const back = asked.origin === server.config.web.url ? undefined : await answerSignIn(asked, { browser, person });
  const ended = back ? await browser.get(back) : undefined;
  const location = ended?.headers.get("location") ?? asked.href;
  return {
    browser,
    endedAt: new URL(location, server.config.web.url).href,
    viewer: () => viewerWith(browser, server),
  };
}

export async function viewerWith(browser: CookieJar, { config }: SignInServer): Promise<Viewer | undefined> {
  const cookies = Object.entries(browser.cookies(config.web.url)).map(([name, value]) => `${name}=${value}`);
  return admit(await readSession(cookies.join("; "), config.web), { config, now: new Date(), known: {} });
}

/** One of the people that the tenant's sign-in page offers first, by the part they play there. */
export async function offered({ config, tenant }: SignInServer, part: string): Promise<{ id: string; name: string }> {
  const page = new URL(`http://login.example/${tenant.tenantId}/oauth2/v2.0/authorize`);
  page.search = new URLSearchParams({
    client_id: tenant.clientId,
    response_type: "code",
    redirect_uri: `${config.web.url}/api/auth/callback/azure-ad`,
  }).toString();
  const html = await (await tenant.fetch(new Request(page))).text();
  const button = new RegExp(`name="person" value="([^"]+)"><strong>([^<]+)</strong>, ${part} <span[^>]*>([^<]+)<`);
  const [, id = "", , name = ""] = button.exec(html) ?? [];
  return { id, name };
}
