// The floor of a first load: the same reading, each page written by COPY into one plain table without an index.
import { once } from "node:events";
import { finished } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { copyLine } from "./copy-text.mjs";
import { fetchToken, pages, usersWithManager } from "./graph.mjs";
import { readTask, tell } from "./task.mjs";

const task = readTask();
const began = performance.now();
const client = new pg.Client({ connectionString: task.databaseUrl });
await client.connect();
const columns = { ...task.columns, managerId: "text", managerDisplayName: "text", managerUserPrincipalName: "text" };
const properties = Object.keys(task.columns);
await client.query("DROP TABLE IF EXISTS floor_user");
await client.query("BEGIN");
await client.query(
  `CREATE TABLE floor_user (${Object.entries(columns)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(", ")})`,
);
const copy = client.query(copyFrom("COPY floor_user FROM STDIN"));
const token = await fetchToken(task);
let people = 0;
for await (const users of pages(usersWithManager(task), token)) {
  const text = users.map((user) => copyLine(valuesOf(user))).join("");
  if (!copy.write(text)) await once(copy, "drain");
  people += users.length;
}
copy.end();
await finished(copy);
await client.query("COMMIT");
tell({ people, began });
await client.end();
process.exit();

function valuesOf(user) {
  const { manager } = user;
  return [...properties.map((name) => user[name]), manager?.id, manager?.displayName, manager?.userPrincipalName];
}
