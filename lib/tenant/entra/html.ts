import { randomBytes } from "node:crypto";

/** Markup that may be put into a page as it is; everything else is escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Piece = string | number | Markup | readonly Markup[] | undefined;

/** A template whose values are escaped unless they are markup themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  return new Markup(parts.map((part, at) => part + rendered(values[at])).join(""));
}

function rendered(value: Piece): string {
  if (value === undefined) return "";
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(rendered).join("");
  return escaped(String(value));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const style = `
:root { color-scheme: light dark; --line: #c8ccd0; --quiet: #55606b; --face: #fff; --ground: #f4f5f6; --accent: #0b5cad; --accent-text: #fff; }
@media (prefers-color-scheme: dark) { :root { --line: #454c54; --quiet: #a9b4bf; --face: #1f2327; --ground: #15181b; --accent: #7ab8ff; --accent-text: #10151a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 34rem; margin: 6vh auto; padding: 2rem; background: var(--face); border: 1px solid var(--line); }
h1 { margin: 0 0 .25rem; font-size: 1.375rem; } h2 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
p { margin: .5rem 0; } .quiet { color: var(--quiet); font-size: .875rem; }
ul { list-style: none; margin: .5rem 0; padding: 0; } ul.plain { list-style: disc; padding-left: 1.25rem; }
button, input { font: inherit; color: inherit; }
button { padding: .5rem 1rem; border: 1px solid var(--line); background: transparent; cursor: pointer; }
button.person { display: block; width: 100%; margin: .375rem 0; text-align: left; } button.person span { display: block; }
button.main { background: var(--accent); border-color: var(--accent); color: var(--accent-text); }
button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
input[type=search] { width: 100%; padding: .5rem; border: 1px solid var(--line); background: transparent; }
label { display: block; margin: .375rem 0; } fieldset { border: 1px solid var(--line); margin: 1rem 0; padding: .5rem 1rem; }
a { color: var(--accent); } code { overflow-wrap: anywhere; } .row { display: flex; gap: .75rem; margin-top: 1rem; }
`;

/** A whole page. Its policy lets nothing load from anywhere; `script` runs once, by nonce. */
export function htmlPage(page: { title: string; body: Markup; status?: number; script?: string }): Response {
  const nonce = randomBytes(12).toString("base64");
  const script = page.script === undefined ? "" : `<script nonce="${nonce}">${page.script}</script>`;
  const text = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(page.title)}</title><style nonce="${nonce}">${style}</style></head>
<body><main>${page.body.text}</main>${script}</body></html>`;
  return new Response(text, {
    status: page.status ?? 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
    },
  });
}

/** The parameters of the request that showed a page, carried along by its forms. */
export function hiddenInputs(parameters: Iterable<readonly [string, string]>): Markup[] {
  return [...parameters].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}
