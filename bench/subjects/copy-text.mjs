// PostgreSQL's text format of COPY.

/** One line of a row whose values come in the order of the columns; null and undefined are NULL. */
export function copyLine(values) {
  return `${values.map(field).join("\t")}\n`;
}

function field(value) {
  if (value === null || value === undefined) return "\\N";
  return escaped(Array.isArray(value) ? arrayText(value) : String(value));
}

const special = /[\\\t\n\r]/g;
const spelled = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function escaped(text) {
  return text.replace(special, (character) => spelled[character]);
}

function arrayText(items) {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}
