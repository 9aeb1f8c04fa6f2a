/** An element of an SVG, as text. Numbers are cut to what a screen can show. */
export function element(name: string, attributes: Record<string, string | number>, content = ""): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(shown(value))}"`);
  return content === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${content}</${name}>`;
}

export function label(text: string, attributes: Record<string, string | number>): string {
  return element("text", attributes, escaped(text));
}

/** The picture with its ground, its title and a description for those who do not see it. */
export function picture({ width, height, title, description, content }: Picture): string {
  const head = `${element("title", {}, escaped(title))}${element("desc", {}, escaped(description))}${element("style", {}, style)}`;
  const ground = element("rect", { class: "ground", width, height, rx: 6 });
  const heading = label(title, { class: "heading", x: 20, y: 30 });
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
  };
  return `${element("svg", attributes, `\n${[head, ground, heading, ...content].join("\n")}\n`)}\n`;
}

export type Picture = {
  width: number;
  height: number;
  title: string;
  description: string;
  content: readonly string[];
};

function shown(value: string | number): string {
  return typeof value === "number" ? String(Math.round(value * 10) / 10) : value;
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** A ground of its own in both schemes: a page's scheme and the reader's are not always the same. */
const style = `
:root { --ground: #ffffff; --ink: #1f2328; --faint: #59636e; --line: #d8dee4;
  --floor: #6e7781; --first: #0550ae; --full: #1f7fe0; --delta: #1b7c83; --one: #bc4c00; --two: #8250df; --three: #cf222e; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #15191f; --ink: #e6edf3; --faint: #9aa4af; --line: #30363d;
    --floor: #9aa4af; --first: #79b8ff; --full: #4493f8; --delta: #4fc3c8; --one: #f0883e; --two: #b392f0; --three: #ff7b72; }
}
text { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--ink); font-variant-numeric: tabular-nums; }
.heading { font-size: 15px; font-weight: 600; }
.faint { fill: var(--faint); }
.ground { fill: var(--ground); stroke: var(--line); }
.rule { stroke: var(--line); stroke-width: 1; }
.aim { stroke: var(--faint); stroke-width: 1; stroke-dasharray: 4 4; }
.curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
`;
