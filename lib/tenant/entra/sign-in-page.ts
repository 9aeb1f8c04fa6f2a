import type { SignInPerson, TenantState } from "../tenant-state.ts";
import type { AuthorizeRequest } from "./authorize-request.ts";
import { hiddenInputs, html, htmlPage, type Markup } from "./html.ts";
import { offeredPeople, searchPeople } from "./sign-in-people.ts";

/** The page on which somebody picks who they are: those with a part in the demo first, everybody else by search. */
export function signInPage(tenant: TenantState, { parameters, redirectUri }: AuthorizeRequest): Response {
  const carried = new URLSearchParams(parameters);
  carried.delete("q");
  const offered = offeredPeople(tenant);
  const hint = parameters.get("login_hint") ?? "";
  const hinted = offered.some(({ person }) => person.userPrincipalName === hint.toLowerCase()) ? "" : hint;
  const sought = parameters.get("q") ?? hinted;
  const known = new Set(offered.map(({ person }) => person.oid));
  const found = sought === "" ? [] : searchPeople(tenant, sought).filter(({ oid }) => !known.has(oid));
  return htmlPage({
    title: `Pick an account: ${tenant.displayName}`,
    body: html`<h1>Pick an account</h1>
      <p class="quiet">${tenant.displayName} demo tenant, to continue to ${new URL(redirectUri).host}</p>
      <form method="post" action="?${carried.toString()}">
        <ul>${offered.map(({ person, part }) => personButton(person, part))}</ul>
        <button name="answer" value="cancel">Cancel</button>
        ${found.length > 0 ? html`<h2>Found</h2><ul>${found.map((person) => personButton(person))}</ul>` : undefined}
      </form>
      <h2 id="others">Everybody else</h2>
      <form method="get" role="search" aria-labelledby="others">
        ${hiddenInputs([...carried].filter(([name]) => name !== "login_hint"))}
        <label for="q">Name or address</label>
        <input type="search" id="q" name="q" value="${sought}" autocomplete="off">
        <div class="row"><button>Search</button></div>
      </form>
      ${sought !== "" && found.length === 0 ? html`<p role="status">Nobody else is called “${sought}”.</p>` : undefined}`,
  });
}

function personButton(person: SignInPerson, part?: string): Markup {
  return html`<li><button class="person" name="person" value="${person.oid}"><strong>${person.name}</strong>${part ? `, ${part}` : ""} <span class="quiet">${person.userPrincipalName}</span></button></li>`;
}
