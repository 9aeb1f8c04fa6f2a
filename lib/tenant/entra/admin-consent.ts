import type { TenantState } from "../tenant-state.ts";
import { graphResource } from "./app-token.ts";
import { errorPage, redirectMismatchPage, unknownApplicationPage } from "./error-page.ts";
import { errorBody } from "./errors.ts";
import { html, htmlPage } from "./html.ts";
import { isRegistered, redirect, withParameters } from "./redirect-uris.ts";

type ConsentRequest = {
  version: "v1" | "v2";
  parameters: URLSearchParams;
  redirectUri: string;
  state: string | undefined;
  scope: string | undefined;
  /** What approving grants. */
  roles: readonly string[];
};

/** Both admin consent addresses: GET shows what is asked for, POST has the answer and who gave it. */
export async function adminConsent(tenant: TenantState, request: Request, version: "v1" | "v2"): Promise<Response> {
  const parameters = new URL(request.url).searchParams;
  const clientId = parameters.get("client_id") ?? "";
  if (clientId.toLowerCase() !== tenant.clientId) return unknownApplicationPage(tenant, clientId);
  const redirectUri = parameters.get("redirect_uri");
  if (!isRegistered(tenant, redirectUri)) return redirectMismatchPage(tenant, redirectUri ?? "");
  const scope = parameters.get("scope") ?? undefined;
  if (version === "v2" && !scope) {
    return errorPage(tenant, {
      status: 400,
      error: "invalid_request",
      code: 900144,
      message: "The request body must contain the following parameter: 'scope'.",
    });
  }
  const asked: ConsentRequest = {
    version,
    parameters,
    redirectUri,
    state: parameters.get("state") ?? undefined,
    scope,
    roles: rolesAskedFor(tenant, version, scope),
  };
  if (request.method === "GET") return consentPage(tenant, asked);
  return decide(tenant, asked, new URLSearchParams(await request.text()));
}

/** v1 asks for everything registered. v2 asks for application permissions only by Graph's `.default`. */
function rolesAskedFor(tenant: TenantState, version: "v1" | "v2", scope: string | undefined): readonly string[] {
  const everything = version === "v1" || scope?.split(" ").some((one) => graphResource(one) !== undefined);
  return everything ? tenant.requestedRoles : [];
}

const descriptions: Readonly<Record<string, string>> = {
  "User.Read.All": "Read all users’ full profiles",
  "GroupMember.Read.All": "Read all group memberships",
  "Group.Read.All": "Read all groups",
  "Directory.Read.All": "Read directory data",
  "Member.Read.Hidden": "Read all hidden memberships",
};

function consentPage(tenant: TenantState, { parameters, redirectUri, roles }: ConsentRequest): Response {
  return htmlPage({
    title: "Permissions requested",
    body: html`<h1>Permissions requested</h1>
      <p class="quiet">Review for your organisation, ${tenant.displayName}</p>
      <p><strong>Rollcall</strong> <span class="quiet">${new URL(redirectUri).host}</span></p>
      <p>This app would like to:</p>
      <ul class="plain">${roles.map((role) => html`<li>${descriptions[role] ?? role} <span class="quiet">${role}</span></li>`)}</ul>
      ${roles.length === 0 ? html`<p>Nothing that needs an administrator.</p>` : undefined}
      <p>If you approve, this app gets these permissions for everybody in your organisation, without anybody signing in.</p>
      <form method="post" action="?${parameters.toString()}">
        <fieldset><legend>You answer as</legend>
          <label><input type="radio" name="as" value="privileged" checked> Privileged Role Administrator</label>
          <label><input type="radio" name="as" value="application"> Application Administrator</label>
        </fieldset>
        <div class="row"><button class="main" name="answer" value="approve">Approve</button><button name="answer" value="refuse">Refuse</button></div>
      </form>`,
  });
}

function decide(tenant: TenantState, asked: ConsentRequest, form: URLSearchParams): Response {
  if (form.get("answer") !== "approve") return refusal(tenant, asked);
  // Graph's application permissions are beyond an Application Administrator, who may consent to most other things.
  if (form.get("as") !== "privileged") return needsApproval(asked);
  if (asked.roles.length > 0) tenant.grantedRoles = [...asked.roles];
  const scope = asked.version === "v2" ? { scope: asked.scope } : {};
  return redirect(
    withParameters(asked.redirectUri, { admin_consent: "True", tenant: tenant.tenantId, ...scope, state: asked.state }),
  );
}

/** v2 says `admin_consent=True` on a refusal too: whoever reads the answer has to look for `error` first. */
function refusal(tenant: TenantState, asked: ConsentRequest): Response {
  if (asked.version === "v1") {
    return redirect(
      withParameters(asked.redirectUri, {
        error: "permission_denied",
        error_description: "The admin canceled the request",
      }),
    );
  }
  const denied = {
    status: 302,
    error: "consent_required",
    code: 65004,
    message: "The resource owner or authorization server denied the request.",
  };
  const { error, error_description } = errorBody(denied, { now: tenant.now() });
  return redirect(
    withParameters(asked.redirectUri, { admin_consent: "True", error, error_description, state: asked.state }),
  );
}

function needsApproval({ parameters }: ConsentRequest): Response {
  return htmlPage({
    title: "Need admin approval",
    body: html`<h1>Need admin approval</h1>
      <p><strong>Rollcall</strong> needs permission to access resources in your organisation that only a Privileged Role Administrator can grant.</p>
      <p class="quiet">AADSTS90094: The grant requires admin permission.</p>
      <p><a href="?${parameters.toString()}">Have a Privileged Role Administrator answer</a></p>`,
  });
}
