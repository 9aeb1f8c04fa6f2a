// The obvious way: list the people, then ask for each one's manager. On a part of the people where all would take hours.
import { fetchToken, getJson, pages } from "./graph.mjs";
import { readTask, tell } from "./task.mjs";

const task = readTask();
const { origin, select, part } = task;
const began = performance.now();
const token = await fetchToken(task);
const people = [];
for await (const users of pages(`${origin}/v1.0/users?$select=${select.join(",")}&$top=999`, token)) {
  people.push(...users);
}
const listedMs = performance.now() - began;
const asked = part === undefined ? people : people.slice(0, part);
for (const person of asked) {
  const url = `${origin}/v1.0/users/${person.id}/manager?$select=id,displayName,userPrincipalName`;
  const { status, body } = await getJson(url, token);
  if (status !== 200 && status !== 404) throw new Error(`${status}: ${JSON.stringify(body.error)}`);
  person.manager = status === 200 ? body : null;
}
tell({ people: people.length, asked: asked.length, listedMs, began });
process.exit();
