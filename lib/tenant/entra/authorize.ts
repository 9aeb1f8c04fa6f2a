import { randomBytes, randomUUID } from "node:crypto";
import type { SignInPerson, TenantState } from "../tenant-state.ts";
import type { AuthorizeRequest } from "./authorize-request.ts";
import { errorPage, redirectMismatchPage, unknownApplicationPage } from "./error-page.ts";
import { type EntraError, errorBody } from "./errors.ts";
import { hiddenInputs, html, htmlPage } from "./html.ts";
import { isRegistered, redirect, withParameters } from "./redirect-uris.ts";
import { signInPage } from "./sign-in-page.ts";
import { choosePerson } from "./sign-in-people.ts";

const codeLifetime = 10 * 60_000;

/** GET shows whom one can sign in as; POST has the person that was picked, or that nobody was. */
export async function authorize(tenant: TenantState, request: Request): Promise<Response> {
  const parameters = new URL(request.url).searchParams;
  const clientId = parameters.get("client_id") ?? "";
  if (clientId.toLowerCase() !== tenant.clientId) return unknownApplicationPage(tenant, clientId);
  const redirectUri = parameters.get("redirect_uri");
  if (!isRegistered(tenant, redirectUri)) return redirectMismatchPage(tenant, redirectUri ?? "");
  const responseMode = parameters.get("response_mode") === "form_post" ? "form_post" : "query";
  const asked: AuthorizeRequest = {
    parameters,
    redirectUri,
    responseMode,
    state: parameters.get("state") ?? undefined,
  };
  const problem = problemOf(parameters);
  if (problem) return answerWithError(tenant, asked, problem);
  if (parameters.get("prompt") === "none") {
    return signInSilently(tenant, asked, request.headers.get("cookie") ?? "");
  }
  if (request.method === "GET") return signInPage(tenant, asked);
  const form = new URLSearchParams(await request.text());
  if (form.get("answer") === "cancel") return answerWithError(tenant, asked, declined);
  return signIn(tenant, asked, form.get("person") ?? "");
}

const declined: EntraError = {
  status: 302,
  error: "access_denied",
  code: 65004,
  message: "User declined to consent to access the app.",
};

function problemOf(parameters: URLSearchParams): EntraError | undefined {
  const responseType = parameters.get("response_type") ?? "";
  if (responseType !== "code") {
    const message = `The response type '${responseType}' is not supported: the provided value for the input parameter 'response_type' is not allowed for this client. Expected value is 'code'.`;
    return { status: 302, error: "unsupported_response_type", code: 70005, message };
  }
  const method = parameters.get("code_challenge_method");
  if (method !== null && method !== "S256" && method !== "plain") {
    return {
      status: 302,
      error: "invalid_request",
      code: 50147,
      message: "The size or method of the code challenge parameter is not valid.",
    };
  }
  return undefined;
}

const nobodySignedIn: EntraError = {
  status: 302,
  error: "login_required",
  code: 50058,
  message: "A silent sign-in request was sent but no user is signed in.",
};

/** Whoever signed in here last with this browser. Kept for silent sign-ins alone: the page asks anew every time. */
const accountCookie = "demo-tenant-account";

/** What `prompt=none` asks for: a code for the account of this browser, when that is whom the app means, and no page. */
function signInSilently(tenant: TenantState, asked: AuthorizeRequest, cookies: string): Response {
  const oid = new RegExp(`(?:^|;\\s*)${accountCookie}=([^;]+)`).exec(cookies)?.[1];
  const choice = oid ? choosePerson(tenant, oid) : undefined;
  const hint = asked.parameters.get("login_hint");
  const isMeant = choice?.ok && (!hint || choice.person.userPrincipalName.toLowerCase() === hint.toLowerCase());
  return choice?.ok && isMeant
    ? answerWithCode(tenant, asked, choice.person)
    : answerWithError(tenant, asked, nobodySignedIn);
}

function signIn(tenant: TenantState, asked: AuthorizeRequest, oid: string): Response {
  const choice = choosePerson(tenant, oid);
  if (choice.ok) return answerWithCode(tenant, asked, choice.person);
  if (choice.reason === "disabled")
    return errorPage(tenant, {
      status: 400,
      error: "invalid_grant",
      code: 50057,
      message: "The user account is disabled.",
    });
  return errorPage(tenant, {
    status: 400,
    error: "invalid_grant",
    code: 50034,
    message: `The user account ${oid} does not exist in the ${tenant.displayName} directory.`,
  });
}

function answerWithCode(tenant: TenantState, asked: AuthorizeRequest, person: SignInPerson): Response {
  const { parameters, redirectUri } = asked;
  const code = `1.${randomBytes(48).toString("base64url")}`;
  for (const [old, { expiresAt }] of tenant.codes)
    if (expiresAt + codeLifetime < tenant.now().getTime()) tenant.codes.delete(old);
  const challenge = parameters.get("code_challenge");
  tenant.codes.set(code, {
    clientId: tenant.clientId,
    redirectUri,
    challenge:
      challenge === null
        ? undefined
        : { value: challenge, method: parameters.get("code_challenge_method") === "S256" ? "S256" : "plain" },
    nonce: parameters.get("nonce") ?? undefined,
    scope: parameters.get("scope") ?? "openid",
    person,
    expiresAt: tenant.now().getTime() + codeLifetime,
    used: false,
  });
  const response = answer(asked, { code, state: asked.state, session_state: randomUUID() });
  response.headers.append("set-cookie", `${accountCookie}=${person.oid}; Path=/; HttpOnly; SameSite=Lax`);
  return response;
}

function answerWithError(tenant: TenantState, asked: AuthorizeRequest, problem: EntraError): Response {
  const { error, error_description } = errorBody(problem, { now: tenant.now() });
  return answer(asked, { error, error_description, state: asked.state });
}

function answer(
  { redirectUri, responseMode }: AuthorizeRequest,
  parameters: Record<string, string | undefined>,
): Response {
  if (responseMode === "query") return redirect(withParameters(redirectUri, parameters));
  const fields = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return htmlPage({
    title: "Working…",
    body: html`<form method="post" action="${redirectUri}">${hiddenInputs(fields)}<button class="main">Continue</button></form>`,
    script: "document.forms[0].submit();",
  });
}
